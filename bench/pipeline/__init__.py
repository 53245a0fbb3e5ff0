"""The kernel on the peers' work: a signal of 600 bytes in; a row and an event in each of three services."""
