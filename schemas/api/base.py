"""What all resources share."""

from pydantic import AwareDatetime

from schemas.base import Words


class Resource(Words):
    """A request or answer body."""


class Page(Resource):
    """A list with a cursor: ask `?cursor=` with `next` for what follows; no `next` is the end."""

    next: str | None = None
    total: int | None = None


class Happened(Resource):
    """One line of a history."""

    at: AwareDatetime
    what: str
    by: str | None = None
    """Who: a staff id, `caregiver`, `signaller` or a service's name; the reader looks names up in the directory."""
    code: str | None = None
    """Coded detail, such as a decline reason or an ending."""
