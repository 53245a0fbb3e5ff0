"""The rules of the front door: what may come in, when it is due, what it needs, and who may know."""
