"""What every service stands on: the log of events, the transaction, the clock, the settings."""
