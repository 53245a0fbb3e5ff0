"""The rules of the directory: which offers fit a request, in what order, and why."""
