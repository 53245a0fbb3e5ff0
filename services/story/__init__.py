"""Plays the journey from signal to warm handover through the house's public doors, and tells it line by line."""
