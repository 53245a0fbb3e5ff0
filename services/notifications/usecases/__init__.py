"""What notifications does: writing down what is to be said, and saying it."""
