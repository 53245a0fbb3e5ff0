"""The other services, asked on behalf of who looks: the console has no rights of its own but the public form's."""
