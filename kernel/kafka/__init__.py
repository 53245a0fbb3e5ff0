"""The way over several machines: a relay copies each log to its topic, and readers follow the topics instead of the logs."""
