"""A letter before it is set in type: to whom, in whose name, and what it says; of some applications at a time."""

from uuid import UUID

from kernel.work import Work
from schemas.words import LetterKind
from services.waardering import house_style, rules, terms
from services.waardering.domain import letters_in_english
from services.waardering.domain.dutch import day
from services.waardering.domain.letters_on_the_way import write
from services.waardering.gateways.pdf import Sheet
from services.waardering.region import region
from services.waardering.store.applications import Held
from services.waardering.told import Details
from services.waardering.usecases import letter_matters
from services.waardering.usecases.letter_matters import Known


async def style_of(work: Work, held: Held) -> house_style.HouseStyle:
    scheme = await rules.kept(work, held.row.scheme_hash)
    return house_style.style_for(held.row.region, scheme, held.row.municipality)


async def of_one(work: Work, held: Held, kind: LetterKind, *, preview: bool = False) -> Sheet | None:
    """To who applied, as it would be written now."""
    known = await letter_matters.look_up(work, [held], told_of_money=[held.row.id])
    who = known.details.get(held.row.person_id)
    return await sheet(work, held, known, kind, None, who, preview=preview) if who else None


async def sheet(
    work: Work, held: Held, known: Known, kind: LetterKind, about: UUID | None, who: Details, *, preview: bool = False
) -> Sheet | None:
    """Ready to be set in type; None when the application has moved on."""
    style = await style_of(work, held)
    matter = await letter_matters.matter(work, held, known, kind, about, style.text_of)
    if matter is None:
        return None
    written = write(kind, matter)
    in_english = letters_in_english.helps(who.language, matter.scheme.contact.languages)
    return Sheet(
        sender=house_style.letterhead(held.row.region, style),
        to=address(who, held.row.region),
        door=door(who),
        date=day(terms.day_of(work.now)),
        reference=held.row.reference,
        subject=written.subject,
        salutation=f"Beste {who.name},",
        sections=written.sections,
        closing=house_style.closing(style, matter.scheme.legal_nature.by),
        english=letters_in_english.write(kind, matter) if in_english else None,
        preview=preview,
    )


def has_address(who: Details) -> bool:
    return who.postcode is not None and who.house_number is not None


def address(who: Details, code: str) -> tuple[str, ...]:
    """As the post reads it: a postcode and a number lead to one door; street and town as she told them, the town else by its postcode."""
    if who.postcode is None or who.house_number is None:
        return (who.name,)
    number = f"{who.house_number}{who.house_number_addition or ''}"
    place = f"{who.postcode[:4]} {who.postcode[4:]}  {who.town or region(code).town(who.postcode)}"
    return who.name, f"{who.street or 'Huisnummer'} {number}", place.rstrip()


def door(who: Details) -> tuple[str, int, str] | None:
    """By which letters lie in the order of the post."""
    if who.postcode is None or who.house_number is None:
        return None
    return who.postcode, who.house_number, (who.house_number_addition or "").strip().casefold()
