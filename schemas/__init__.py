"""What services say to each other: the events, the words they use, and the checks that keep names off the wire."""
