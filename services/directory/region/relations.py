"""What must agree between the files of a region: keys, municipalities, postcodes, roles."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.words import Role
from services.directory.region.models import Client, Offer, Organisation, People, Person, Region

Wrong = tuple[str, tuple[int | str, ...], str]
"""File, where in it, and what is wrong in Dutch and English."""


def of_region(region: Region, folder: str) -> Iterator[Wrong]:
    if region.code != folder:
        yield "region.yml", ("code",), f"code is {region.code}, maar de map heet {folder} | the folder has another name than the code"
    yield from _twice("region.yml", ("municipalities",), "code", [m.code for m in region.municipalities])
    taken: dict[int, str] = {}
    for i, municipality in enumerate(region.municipalities):
        for j, (first, last) in enumerate(municipality.postcodes):
            other = next((taken[code] for code in range(first, last + 1) if code in taken), None)
            if other is not None:
                where = ("municipalities", i, "postcodes", j)
                yield "region.yml", where, f"deze postcodes zijn ook van {other} | these postcodes belong to {other} as well"
            taken |= dict.fromkeys(range(first, last + 1), municipality.name)
    for i, entrance in enumerate(region.entrances):
        yield from _known_municipalities("region.yml", ("entrances", i), entrance.municipalities, region)


def named_in_region(region: Region, organisations: Sequence[Organisation]) -> Iterator[Wrong]:
    keys = {one.key for one in organisations}
    if region.desk.organisation not in keys:
        yield "region.yml", ("desk", "organisation"), _unknown_organisation(region.desk.organisation)
    for i, entrance in enumerate(region.entrances):
        if entrance.organisation not in keys:
            yield "region.yml", ("entrances", i, "organisation"), _unknown_organisation(entrance.organisation)


def of_organisations(organisations: Sequence[Organisation], region: Region | None) -> Iterator[Wrong]:
    yield from _twice("organisations.yml", (), "key", [one.key for one in organisations])
    for i, one in enumerate(organisations):
        yield from _known_municipalities("organisations.yml", (i,), one.municipalities, region)


def of_offers(offers: Sequence[Offer], organisations: Sequence[Organisation], region: Region | None) -> Iterator[Wrong]:
    yield from _twice("offers.yml", (), "key", [one.key for one in offers])
    known = {one.key: one for one in organisations}
    for i, offer in enumerate(offers):
        yield from _known_municipalities("offers.yml", (i,), offer.municipalities, region)
        provider = known.get(offer.organisation)
        if provider is None:
            yield "offers.yml", (i, "organisation"), _unknown_organisation(offer.organisation)
        elif Role.PROVIDER not in provider.roles_in_house:
            yield "offers.yml", (i, "organisation"), f"{offer.organisation} heeft niet de rol provider | has not the role provider"


def of_people(people: People, organisations: Sequence[Organisation]) -> Iterator[Wrong]:
    yield from _twice("people.yml", ("people",), "key", [one.key for one in people.people])
    yield from _twice("people.yml", ("clients",), "client_id", [one.client_id for one in people.clients])
    known = {one.key: one for one in organisations}
    everyone: list[tuple[str, int, Person | Client]] = [("people", i, one) for i, one in enumerate(people.people)]
    everyone += [("clients", i, one) for i, one in enumerate(people.clients)]
    for kind, i, one in everyone:
        home = known.get(one.organisation)
        if home is None:
            yield "people.yml", (kind, i, "organisation"), _unknown_organisation(one.organisation)
            continue
        for role in one.roles:
            if role not in home.roles_in_house:
                yield "people.yml", (kind, i, "roles"), f"de rol {role} hoort niet bij {home.key} | {home.key} has no role {role}"


def _twice(file: str, where: tuple[str, ...], name: str, keys: Iterable[str]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for i, key in enumerate(keys):
        if key in seen:
            yield file, (*where, i, name), f"{key} komt twee keer voor | {key} is used twice"
        seen.add(key)


def _known_municipalities(file: str, where: tuple[int | str, ...], codes: Iterable[str], region: Region | None) -> Iterator[Wrong]:
    if region is None:
        return
    known = {municipality.code for municipality in region.municipalities}
    for code in codes:
        if code not in known:
            yield (
                file,
                (*where, "municipalities"),
                f"{code} is geen gemeente van deze regio | {code} is not one of this region's municipalities",
            )


def _unknown_organisation(key: str) -> str:
    return f"{key} staat niet in organisations.yml | {key} is not in organisations.yml"
