"""Follows logs: each event takes effect exactly once in every service that listens."""
