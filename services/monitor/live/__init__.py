"""What happens now, counted along with the topics by a process of its own; about right, rebuilt at will, and never the exact figures."""
