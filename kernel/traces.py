"""The W3C `traceparent` that goes along from a request to every event it leads to."""

import re
from contextvars import ContextVar
from secrets import token_hex

TRACEPARENT = re.compile(r"^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$")
_trace: ContextVar[str | None] = ContextVar("trace", default=None)


def current_trace() -> str | None:
    return _trace.get()


def follow(trace: str | None) -> None:
    """Continues a trace; a malformed one is as good as none."""
    _trace.set(trace if trace and TRACEPARENT.match(trace) else None)


def begin() -> str:
    trace = f"00-{token_hex(16)}-{token_hex(8)}-01"
    _trace.set(trace)
    return trace
