"""How a service answers over HTTP: one way to refuse, to page, to guard a version and to answer the same request once."""

from kernel.http.app import create_app
from kernel.http.raw import raw_route

__all__ = ["create_app", "raw_route"]
