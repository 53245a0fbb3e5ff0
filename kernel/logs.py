"""Technical logs: one line of JSON, with ids and codes only. A key that is not on the list does not reach the line."""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from uuid import UUID

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from kernel.clock import Clock
from kernel.traces import current_trace

SHORT = re.compile(r"^[A-Za-z0-9/_<][A-Za-z0-9._:/{}*+#<>-]{0,119}$")
"""An id, a code, a route, a type: one word. Two words could be a name."""
ALLOWED = {
    "action",
    "address",
    "attempt",
    "attempts",
    "audience",
    "batch",
    "bytes",
    "cause",
    "client",
    "code",
    "count",
    "cursor",
    "deadline",
    "errand",
    "error",
    "frames",
    "given_up",
    "host",
    "kind",
    "lag",
    "level",
    "log",
    "loop",
    "lost",
    "members",
    "method",
    "mode",
    "next_at",
    "partition",
    "parked",
    "pid",
    "port",
    "position",
    "process",
    "purpose",
    "reader",
    "reason",
    "region",
    "revision",
    "roles",
    "route",
    "rows",
    "seconds",
    "service",
    "size",
    "since",
    "state",
    "status",
    "step",
    "subject",
    "timestamp",
    "topic",
    "trace",
    "type",
    "version",
    "waiting",
}
"""Beside these: any key that ends in `_id`, with a UUID."""
_clock = Clock()
_says_info = False


def allow_keys(*names: str) -> None:
    """A service names the ids of its own; never a field that a person fills in."""
    ALLOWED.update(names)


def ids_only(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """Drops what could hold a name: unknown keys, and values of more than one word."""
    kept: EventDict = {"event": line.get("event")}
    raised = line.pop("exc_info", None)
    error = raised if isinstance(raised, BaseException) else sys.exc_info()[1] if raised else None
    if error is not None:
        line.update(cause=cause(error), frames=frames(error))
    dropped = []
    for name, value in line.items():
        if name == "event":
            continue
        safe = _safe(value) if name in ALLOWED or (name.endswith("_id") and _is_id(value)) else None
        if safe is None and value is not None:
            dropped.append(name)
        else:
            kept[name] = safe
    if dropped:
        kept["dropped"] = dropped
    if not SHORT.match(str(kept["event"])):
        kept["event"] = "log.unnamed"
    return kept


def _is_id(value: object) -> bool:
    return isinstance(value, UUID) or (isinstance(value, str) and len(value) == 36 and value.count("-") == 4)


def _safe(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, str):
        return value if SHORT.match(value) else None
    if isinstance(value, Iterable):
        found = [_safe(each) for each in value]
        return None if None in found else found
    return None


def _stamp(_logger: WrappedLogger, method: str, line: EventDict) -> EventDict:
    line["level"] = method
    line["timestamp"] = _clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    trace = current_trace()
    if trace:
        line["trace"] = trace
    return line


def frames(error: BaseException, most: int = 12) -> list[str]:
    """Where it went wrong, as file:line; not the message, for a database puts values in it."""
    found: list[str] = []
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{Path(code.co_filename).stem}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[-most:]


def cause(error: BaseException) -> str:
    """The kind of an exception, without its text."""
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


class _Foreign(logging.Handler):
    """Libraries write free text: of a line of theirs only who wrote it, how grave it is and what was raised is kept."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        found = {"cause": cause(error), "frames": frames(error)} if error else {}
        getattr(get("foreign"), "error" if record.levelno >= logging.ERROR else "warning")(
            "library.spoke", logger=record.name.split(".")[0], step=f"{record.module}:{record.lineno}", **found
        )


def configure(level: str | None = None, *, lasting: bool = True) -> None:
    """Once per process, before anything is logged. Not `lasting`: for a while, in a process that goes on with other settings."""
    chosen = logging.getLevelNamesMapping()[(level or os.environ.get("MANTELBRUG_LOG_LEVEL") or "info").upper()]
    global _says_info
    _says_info = chosen <= logging.INFO
    structlog.configure(
        processors=[_stamp, ids_only, structlog.processors.JSONRenderer(ensure_ascii=True)],
        wrapper_class=structlog.make_filtering_bound_logger(chosen),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=lasting,
    )
    logging.basicConfig(handlers=[_Foreign()], level=logging.WARNING, force=True)


def access_line(service: str, method: str, route: str, status: int, seconds: float, client: str | None, subject: str | None) -> None:
    """The line of every request, written without the machinery above: its keys are these, and its values are checked here."""
    if not _says_info:
        return
    line: dict[str, object] = {
        "event": "request.answered",
        "service": service,
        "method": method,
        "route": route,
        "status": status,
        "seconds": round(seconds, 4),
        "timestamp": _clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "trace": current_trace(),
    }
    if client is not None and SHORT.match(client):
        line["client"] = client
    if subject is not None and SHORT.match(subject):
        line["subject"] = subject
    sys.stderr.write(json.dumps(line) + "\n")


@cache
def get(service: str) -> FilteringBoundLogger:
    log: FilteringBoundLogger = structlog.get_logger(service=service)
    return log
