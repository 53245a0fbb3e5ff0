"""Who leaves out a birth date is still who she was: known by her whole name at the same door, so that saying less passes no cap."""

from collections.abc import Mapping
from uuid import UUID

from kernel.work import Work
from services.waardering.store import people
from services.waardering.told import Details


async def recognised(work: Work, region: str, unknown: Mapping[str, tuple[Details, bytes]]) -> dict[str, tuple[UUID, Details]]:
    """`unknown`: who was found by no identity, with her address. Two birth dates are two people; with one or none it is one."""
    if not unknown:
        return {}
    seals = work.service.seals
    names = {pointer: people.name_hash(seals, region, details.family_name) for pointer, (details, _) in unknown.items()}
    there = await people.at_the_door(work, region, [(names[pointer], address) for pointer, (_, address) in unknown.items()])
    found = {}
    for pointer, (details, _) in unknown.items():
        same = {person: known for person, known in there if _one_person(details, known)}
        if len(same) == 1:
            ((person, known),) = same.items()
            found[pointer] = (person, known.model_copy(update=details.model_dump(exclude_none=True)))
    return found


def _one_person(told: Details, known: Details) -> bool:
    if told.birth_date is not None and known.birth_date is not None:
        return False
    return told.given_name is not None and people.alike(told, known)
