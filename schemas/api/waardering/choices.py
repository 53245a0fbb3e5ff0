"""Whether someone wants a yearly invitation: as an officer looks her up and notes it, and as she says it by a link of her own."""

from datetime import date
from typing import Annotated

from pydantic import Strict, StringConstraints

from schemas.api.base import Resource
from schemas.base import MunicipalityCode, PersonId


class ChoiceSearch(Resource):
    """`POST /v1/contact-choices/searches`: by a whole family name; what stands before it, or a first name, may be typed along."""

    name: Annotated[str, StringConstraints(min_length=2, max_length=100, strip_whitespace=True)]


class ChoiceOf(Resource):
    """A caregiver who asked, was named, or stands in the register, and what she said about invitations."""

    person_id: PersonId
    name: str
    birth_date: date | None = None
    municipality: MunicipalityCode | None = None
    may_invite: bool | None = None
    """None: nobody asked her."""
    asked_herself: bool
    """Otherwise another named her: without a yes of her own she is not invited."""
    final: bool = False
    """She has died or asked to be erased: no later word counts."""


class ChoicesFound(Resource):
    items: tuple[ChoiceOf, ...]
    more: bool
    """There are others by this name; type the first name along."""


class OwnChoiceLink(Resource):
    """`POST /v1/own-contact-choices/lookups`: the link of a letter or of an invitation."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]


class OwnChoiceIn(OwnChoiceLink):
    """`POST /v1/own-contact-choices`: as often as she likes; the last word counts."""

    may_invite: Annotated[bool, Strict()]


class OwnChoice(Resource):
    """Nothing in it tells who she is."""

    organisation: str
    may_invite: bool | None = None
    asked_herself: bool
    final: bool = False
