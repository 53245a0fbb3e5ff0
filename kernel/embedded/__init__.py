"""Starts PostgreSQL 18 from an installed wheel in a folder, for a house on one machine without a database server.

Hears and tells nothing. Linux only: it reads `/proc` and asks the kernel to end the server with its owner.
"""

from kernel.embedded.errors import EmbeddedError
from kernel.embedded.keeper import Keeper
from kernel.embedded.server import EmbeddedPostgres, start

__all__ = ["EmbeddedError", "EmbeddedPostgres", "Keeper", "start"]
