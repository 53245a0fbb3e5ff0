"""Presents, vouchers and cards that are handed over at a meeting, each signed for once."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from schemas.api.base import Page, Resource
from schemas.api.intake.parts import Line, YesOrNo
from schemas.base import PaymentId
from schemas.words import PaymentState, WaarderingForm

Handed = Literal["gift", "voucher", "card"]


class HandOutIn(Resource):
    """`POST /v1/hand-outs`: a list of whatever lies ready in these forms."""

    title: Line
    on: date
    forms: Annotated[tuple[Handed, ...], Field(min_length=1, max_length=3)] = ("gift",)
    tell: YesOrNo = False
    """Whoever stands on it is written to, in her own channel."""


class HandOutLine(Resource):
    """`token` stands in the square code on the list: it names nobody, and signs for one gift once."""

    token: str
    hand_out_id: UUID
    payment_id: PaymentId
    name: str
    form: WaarderingForm
    cents: int
    state: PaymentState
    collected_at: AwareDatetime | None = None
    collected_by: str | None = None
    signed_by: str | None = None


class HandOut(Resource):
    id: UUID
    title: str
    on: date
    made_at: AwareDatetime
    made_by: str
    count: int
    collected: int
    lines: tuple[HandOutLine, ...] = ()
    """In order of name."""


class HandOuts(Page):
    items: tuple[HandOut, ...]
