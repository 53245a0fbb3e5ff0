"""What the directory does for whoever asks."""
