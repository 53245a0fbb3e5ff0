"""Whether someone wants a yearly invitation: looked up and noted by an officer, or said by herself through a link of her own."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kernel import links
from kernel.refusals import BadInput, InputError, NotFound
from kernel.work import Work
from schemas.api.waardering import ContactChoiceIn
from schemas.api.waardering.choices import ChoiceOf, ChoiceSearch, ChoicesFound, OwnChoice, OwnChoiceIn
from schemas.base import PersonId
from services.waardering import house_style, rules
from services.waardering.refusals import ChoiceStands, NoInvitation, PersonErased
from services.waardering.region import region
from services.waardering.store import applications, choices, letters, people, registered
from services.waardering.told import Details
from services.waardering.usecases import inviting, opening

MOST = 10
"""Of one name; whoever is not among them is found with her first name."""
EVERYONE = 200
"""Of one name, before the first name says which."""
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Hits:
    """Whom a name finds, and of whom intake has to tell who she is."""

    persons: tuple[UUID, ...]
    of_register: Mapping[UUID, UUID]


async def find(work: Work, asked: ChoiceSearch) -> Hits:
    """Keyed hashes only; nobody of another organisation."""
    if work.by.organisation is None:
        return Hits((), {})
    here, words = region(work.by.region), asked.name.split()[:MOST_WORDS]
    names = [people.name_hash(work.service.seals, here.code, " ".join(words[first:])) for first in range(len(words))]
    ours = [one.code for one in here.municipalities if here.handler(one.code) == work.by.organisation]
    hits = await choices.found(work, names, ours, region=here.code, organisation=work.by.organisation, most=EVERYONE)
    return Hits(tuple(hits), await registered.of_persons(work, [one for one, of_register in hits.items() if of_register]))


async def shown(work: Work, asked: ChoiceSearch, hits: Hits, told: Mapping[UUID, Details]) -> ChoicesFound:
    """With a first name typed along only who has it, if there is such a one. Everyone shown is recorded."""
    known = {**told, **await people.as_one(work, hits.persons)}
    first = asked.name.split()[0].casefold()
    named = {one: who for one, who in known.items() if (who.given_name or "").casefold() == first} or known
    ordered = sorted(named, key=lambda one: (named[one].name, named[one].birth_date is None, named[one].birth_date))[:MOST]
    said = await choices.said(work, ordered)
    work.record(*ordered, what="contact-choice", action="list")
    here = region(work.by.region)
    items = tuple(
        ChoiceOf(
            person_id=PersonId(one),
            name=named[one].name,
            birth_date=named[one].birth_date,
            municipality=here.municipality(named[one].postcode) or said[one].municipality,
            may_invite=said[one].may_invite,
            asked_herself=said[one].asked_herself,
            final=said[one].final,
        )
        for one in ordered
    )
    return ChoicesFound(items=items, more=len(named) > len(ordered))


async def note(work: Work, told: ContactChoiceIn) -> None:
    """What she said by phone or on paper; of a person of this region."""
    person = await work.current(told.person_id)
    where = await choices.region_of(work, person) or await registered.region_of(work, person)
    if where != work.by.region or await people.erased(work, [person]):
        raise BadInput([InputError("/personId", "This person is not known here.", None)])
    work.record(person, what="contact-choice", action="update")
    if not await choices.choose(work, person, work.by.region, may_invite=told.may_invite, why="by-officer", at=work.now):
        raise ChoiceStands


# by herself ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Whose:
    person: UUID
    region: str
    organisation: str


async def own(work: Work, token: str) -> OwnChoice:
    """Looking changes nothing."""
    whose = await _whose(work, token)
    said = (await choices.said(work, [whose.person]))[whose.person]
    return OwnChoice(organisation=whose.organisation, may_invite=said.may_invite, asked_herself=said.asked_herself, final=said.final)


async def say(work: Work, told: OwnChoiceIn) -> OwnChoice:
    whose = await _whose(work, told.token)
    work.record(whose.person, what="contact-choice", action="update")
    if not await choices.choose(work, whose.person, whose.region, may_invite=told.may_invite, why="by-link", at=work.now):
        raise ChoiceStands
    return await own(work, told.token)


async def _whose(work: Work, token: str) -> Whose:
    """Of an invitation, which keeps no token, or of a letter."""
    try:
        invitation = inviting.invitation_of(work.service.seals, token)
    except NoInvitation:
        return await _of_letter(work, token)
    person, where, organisation = await inviting.whose(work, invitation)
    return Whose(person, where, organisation)


async def _of_letter(work: Work, token: str) -> Whose:
    link = await links.look(work, token)
    row = await letters.find(work, UUID(link.data["letter"])) if link.action == opening.ACTION else None
    if row is None:
        raise NotFound
    person = await work.current(row.person_id)
    if await people.erased(work, [person]):
        raise PersonErased
    held = await applications.bare(work, row.application_id)
    style = house_style.style_for(row.region, await rules.kept(work, held.scheme_hash), held.municipality)
    return Whose(person, row.region, style.sender)
