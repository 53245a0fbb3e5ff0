"""Figures: counts only, and none under five to anyone outside the desk."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from schemas.api.base import Resource
from schemas.base import MunicipalityCode, SchemeId
from schemas.words import RefusalReason, SignallerKind, SupportArea, WaarderingForm


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


class LiveWindow(Resource):
    """Signals that came in within a few minutes or an hour; of all, of one municipality, or of one support area."""

    span: Literal["five-minutes", "hour"]
    starts_at: AwareDatetime
    municipality: MunicipalityCode | None = None
    support_area: SupportArea | None = None
    count: int | None
    """Absent when suppressed. A window in which nothing came in has no row."""


class LiveFigures(Resource):
    """What happens now, about right: the exact figures are the other ones."""

    at: AwareDatetime | None
    """When it was told last; absent when nobody counts live here, or who does has been silent for half a minute."""
    behind: int = 0
    """Events that are still to be read: figures are too low until that is nothing."""
    offers_waiting: int | None = None
    """Providers that were asked and did not answer yet; absent when suppressed."""
    handed_over_today: int | None = None
    """Absent when suppressed."""
    windows: tuple[LiveWindow, ...] = ()


class WaarderingFigure(Resource):
    """In all where no feature stands; else of that scheme, municipality, reason or form. What did not happen has no row."""

    what: str
    """invited, reminded, applied, open, overdue, queued, granted, granted-automatic, reached, refused, withdrawn, in-time, late, paid,
    help-wished. `reached` counts caregivers, the others applications or people."""
    scheme_id: SchemeId | None = None
    municipality: MunicipalityCode | None = None
    reason: RefusalReason | None = None
    form: WaarderingForm | None = None
    count: int | None
    """Absent when suppressed because it is under five."""
    cents: int | None = None
    """Of what was granted, and of what was paid less what came back; absent along with the count."""


class WaarderingLeadTime(Resource):
    """Half of them took at most so many days."""

    stage: str
    """requested-to-decided, decided-to-paid."""
    scheme_id: SchemeId | None = None
    median_days: float | None
    """Absent when suppressed."""
    count: int | None


class WaarderingFigures(Resource):
    at: AwareDatetime
    year: int
    """The year that the waardering is for."""
    years: tuple[int, ...]
    """Those of which there are figures, the latest first."""
    items: tuple[WaarderingFigure, ...]
    lead_times: tuple[WaarderingLeadTime, ...] = ()
