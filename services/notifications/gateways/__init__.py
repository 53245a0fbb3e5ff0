"""The outside world of notifications: the neighbours it asks, the letters it writes, the server it hands them to."""
