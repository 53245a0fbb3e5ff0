"""Measures the house beside what else could have been picked, on one machine in one run (docs/performance.md)."""
