"""Pieces of text as people type them, with their bounds."""

from typing import Annotated

from pydantic import StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


Line = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]


Note = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]


Phone = Annotated[str, StringConstraints(min_length=8, max_length=20)]
"""As typed; kept as E.164 (+31612345678)."""


Postcode = Annotated[str, StringConstraints(min_length=6, max_length=7)]
"""As typed; kept as 1216AB."""
