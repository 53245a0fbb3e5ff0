"""What Prometheus reads: counts and durations by service and route; never by person, organisation or free text."""

from collections.abc import Callable
from functools import cache

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

disable_created_metrics()  # type: ignore[no-untyped-call]  # the library has no type there
DURATIONS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

_requests = Counter(
    "mantelbrug_http_requests", "Answers given, by service, route, method and status.", ["service", "route", "method", "status"]
)
_seconds = Histogram(
    "mantelbrug_http_seconds", "Seconds until an answer was complete, by service and route.", ["service", "route"], buckets=DURATIONS
)


@cache
def _door(service: str, route: str, method: str, status: int) -> tuple[Callable[[], None], Callable[[float], None]]:
    return (_requests.labels(service, route, method, str(status)).inc, _seconds.labels(service, route).observe)


def answered(service: str, route: str, method: str, status: int, seconds: float) -> None:
    count, observe = _door(service, route, method, status)
    count()
    observe(seconds)


def counter(name: str, help_text: str, *labels: str) -> Counter:
    return Counter(f"mantelbrug_{name}", help_text, labels)


def gauge(name: str, help_text: str, *labels: str) -> Gauge:
    return Gauge(f"mantelbrug_{name}", help_text, labels)


def histogram(name: str, help_text: str, *labels: str) -> Histogram:
    return Histogram(f"mantelbrug_{name}", help_text, labels, buckets=DURATIONS)


def exposition() -> tuple[bytes, str]:
    """The text that `/metrics` answers, with its content type."""
    return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
