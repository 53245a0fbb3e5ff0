"""The real thing: a signal through the front door, with token, idempotency and sealing, to a message row and a figure."""
