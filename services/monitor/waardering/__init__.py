"""Waardering in figures: each application's events folded into one row without anyone in it, and sums of those rows."""
