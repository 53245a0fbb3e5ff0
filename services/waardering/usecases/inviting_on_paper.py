"""Invitations and reminders by letter: a pile in postal order with what still holds, and noted once when it is in the post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kernel.work import Work
from schemas.words import CampaignState
from services.waardering import house_style, rules, terms
from services.waardering.domain import Scheme
from services.waardering.domain.dutch import day, several
from services.waardering.domain.letter_of_invitation import invitation
from services.waardering.domain.letters_in_english import helps
from services.waardering.domain.letters_in_english import invitation as in_english
from services.waardering.gateways import many
from services.waardering.gateways.pdf import Sheet
from services.waardering.refusals import CampaignStandsStill, NothingToPrint
from services.waardering.store import campaigns as store
from services.waardering.store import people, registered
from services.waardering.store.campaigns import OnPaper
from services.waardering.tables import CampaignRow
from services.waardering.told import Details
from services.waardering.usecases import sheets
from services.waardering.usecases.printing import in_postal_order

PILE = 500
"""So many are printed and posted together; the rest is the next pile."""


@dataclass(frozen=True, slots=True)
class Pile:
    """The letters that wait: which go, which no longer hold, and of whom intake tells the address."""

    going: Sequence[OnPaper]
    withheld: Sequence[UUID]
    known: Mapping[UUID, Details]
    of_register: Mapping[UUID, UUID]


async def pile(work: Work, campaign: CampaignRow) -> Pile:
    """She asked meanwhile, wants none, was erased or moved out of reach, or the campaign was stopped: then there is none."""
    waiting = await store.to_print(work, campaign, most=PILE)
    details = await people.as_one(work, {one.person for one in waiting})
    known = {person: who for person, who in details.items() if sheets.has_address(who)}
    of_register = await registered.by_letter(work, [one.person for one in waiting if one.person not in known])
    stopped = campaign.state == CampaignState.STOPPED
    going = [one for one in waiting if not (stopped or one.over) and (one.person in known or one.person in of_register)]
    held = {one.id for one in going}
    return Pile(going, [one.id for one in waiting if one.id not in held], known, of_register)


async def who_of_register(work: Work, campaign: UUID) -> Mapping[UUID, UUID]:
    """Of whom intake has to tell the address before the pile is made, by the id that it knows her by."""
    row = await store.mine(work, campaign, None)
    if row.state == CampaignState.PAUSED:
        raise CampaignStandsStill
    return (await pile(work, row)).of_register


async def file_of(work: Work, campaign: UUID, told: Mapping[UUID, Details]) -> bytes:
    """Made anew each time; nothing counts as posted by looking at it. `told`: what intake answered."""
    row = await store.mine(work, campaign, None)
    if row.state == CampaignState.PAUSED:
        raise CampaignStandsStill
    found = await pile(work, row)
    known = {person: who for person, who in told.items() if sheets.has_address(who)} | dict(found.known)
    going = [one for one in found.going if one.person in known]
    if not going:
        raise NothingToPrint
    versions = rules.all_of(row.region)
    scheme = versions.version(row.scheme, terms.day_of(work.now)) or versions.versions(row.scheme)[-1]
    letters = sorted((_sheet(work, row, scheme, one, known[one.person]) for one in going), key=in_postal_order)
    work.record(*(one.person for one in going), what="invitation", action="print")
    title = f"{several(len(letters), 'uitnodiging', 'uitnodigingen')} van {day(terms.day_of(work.now))}"
    return await many.made(letters, title=title, at=work.now)


def _sheet(work: Work, row: CampaignRow, scheme: Scheme, one: OnPaper, who: Details) -> Sheet:
    style, today = house_style.style_for(row.region, scheme, one.municipality), terms.day_of(work.now)
    opening = (scheme.window.at(today) or scheme.window.next(today)) if scheme.window.periods else None
    until, offered = opening.closes if opening else None, scheme.contact.languages
    written = invitation(scheme, style.text_of, style.website, until=until, reminder=one.reminder)
    return Sheet(
        sender=house_style.letterhead(row.region, style),
        to=sheets.address(who, row.region),
        door=sheets.door(who),
        date=day(today),
        reference=f"Uitnodiging {row.year}",
        subject=written.subject,
        salutation=f"Beste {who.name},",
        sections=written.sections,
        closing=house_style.closing(style, scheme.legal_nature.by),
        english=in_english(scheme, style.text_of, until=until, reminder=one.reminder) if helps(who.language, offered) else None,
    )
