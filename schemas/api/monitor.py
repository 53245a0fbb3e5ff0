"""Figures: counts only, and none under five to anyone outside the desk."""

from datetime import date

from pydantic import AwareDatetime

from schemas.api.base import Resource
from schemas.base import MunicipalityCode
from schemas.words import SignallerKind, SupportArea


class Figure(Resource):
    what: str
    """signals, appointed, handed-over, completed, declined, expired, closed."""
    day: date | None = None
    municipality: MunicipalityCode | None = None
    signalled_by: SignallerKind | None = None
    support_area: SupportArea | None = None
    count: int | None
    """Absent when suppressed because it is under five."""


class LeadTime(Resource):
    """How long a step takes: half of them were done within `median_hours`."""

    stage: str
    """received-to-contact, received-to-appointed, appointed-to-handed-over."""
    median_hours: float | None
    """Absent when suppressed."""
    count: int | None


class Figures(Resource):
    at: AwareDatetime
    items: tuple[Figure, ...]
    lead_times: tuple[LeadTime, ...] = ()
