"""Which version was read, and is it still so: ETag on the way out, If-Match on the way in."""

import re
from dataclasses import dataclass

from fastapi import Request, Response

from kernel.refusals import BadInput, InputError, PreconditionRequired

TAG = re.compile(r'^(?:W/)?"?(\d{1,18})"?$')


def etag(response: Response, version: int) -> None:
    response.headers["ETag"] = f'"{version}"'


@dataclass(frozen=True)
class IfMatch:
    """Dependency: the version that the asker has read."""

    required: bool = True

    def __call__(self, request: Request) -> int | None:
        given = request.headers.get("if-match")
        if given is None or given.strip() == "*":
            if self.required:
                raise PreconditionRequired('read it first, then send its ETag: If-Match: "3"')
            return None
        match = TAG.match(given.strip())
        if match is None:
            raise BadInput([InputError("/If-Match", "This is not a version of ours.", 'the ETag that you read, such as "3"', "header")])
        return int(match[1])


def if_match(request: Request) -> int:
    """The version that a change builds on; 428 without one. The use case compares it and raises its own kind of Stale."""
    version = IfMatch()(request)
    assert version is not None
    return version


def if_match_or_none(request: Request) -> int | None:
    return IfMatch(required=False)(request)
