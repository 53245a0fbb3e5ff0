"""Intake over HTTP: the front door, the desk, disclosure, and her own file."""
