"""Cursors of lists: opaque to the asker, and never a name or an offset."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from kernel.refusals import BadInput, InputError

Key = str | int | None
PAGE = 25
LONGEST = 500


def cursor_of(*keys: Key) -> str:
    """The sort keys of the last row shown."""
    return urlsafe_b64encode(json.dumps(keys, separators=(",", ":"), ensure_ascii=False).encode()).rstrip(b"=").decode()


def read_cursor(cursor: str, *kinds: type[str] | type[int]) -> Sequence[Key]:
    """The keys again; anything that we did not make ourselves is bad input."""
    try:
        if len(cursor) > LONGEST:
            raise ValueError("too long")
        keys = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise _not_ours() from None
    fits = isinstance(keys, list) and len(keys) == len(kinds)
    if not fits or not all(
        key is None or (isinstance(key, kind) and not isinstance(key, bool)) for key, kind in zip(keys, kinds, strict=True)
    ):
        raise _not_ours()
    return tuple(keys)


def _not_ours() -> BadInput:
    return BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before, as it was given", "query")])
