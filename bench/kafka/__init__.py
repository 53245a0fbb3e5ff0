"""The same bridge over a real broker: a consumer beside FastStream, a backlog, two instances, and kill -9 of each process."""
