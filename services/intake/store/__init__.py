"""Intake's SQL; everything asks for a scope or an id that was found within one."""
