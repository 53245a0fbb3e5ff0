"""The whole house in one process, or a few of its services: database, keys, identity, doors, readers and the address they share."""
