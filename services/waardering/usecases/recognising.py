"""Who the people of an application are: checked, in one spelling, recognised, and turned into facts without names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.waardering import ApplicationIn, WaarderingCaregiverIn, WaarderingPersonIn
from schemas.bsn import holds_bsn
from services.waardering.domain import Caregiver, CareRecipient, Facts
from services.waardering.gateways.transfers import checked_iban
from services.waardering.region import Region, postcode
from services.waardering.store import people, registered
from services.waardering.store.people import Known
from services.waardering.told import Account, Details
from services.waardering.usecases.namesakes import recognised

OLDEST = 120
OWN = (
    "given_name",
    "family_name_prefix",
    "family_name",
    "birth_date",
    "house_number",
    "house_number_addition",
    "street",
    "town",
    "phone",
    "email",
    "language",
)
FACTS = frozenset(Caregiver.model_fields) | frozenset(CareRecipient.model_fields)


@dataclass(frozen=True, slots=True)
class Someone:
    """One of an application: who it is, and the account if one was given."""

    told: WaarderingPersonIn
    known: Known
    account: Account | None
    municipality: str | None


@dataclass(frozen=True, slots=True)
class People:
    recipient: Someone | None
    caregivers: tuple[Someone, ...]

    @property
    def all(self) -> tuple[Someone, ...]:
        return (*((self.recipient,) if self.recipient else ()), *self.caregivers)


async def recognise(work: Work, here: Region, told: ApplicationIn, today: date) -> People:
    """Everything that is wrong is said at once; then everybody is found or made, under a lock."""
    wrong = list(_wrong(told, today))
    accounts: dict[str, Account | None] = {}
    details: dict[str, Details] = {}
    for pointer, one in _everyone(told):
        try:
            details[pointer] = _details(one, pointer)
            accounts[pointer] = _account(one, details[pointer], pointer)
        except BadInput as refused:
            wrong += refused.errors
    if wrong:
        raise BadInput(wrong)
    seals = work.service.seals
    identities = {pointer: people.identity_hash(seals, here.code, one) for pointer, one in details.items()}
    addresses = {pointer: people.address_hash(seals, here.code, one) for pointer, one in details.items()}
    await people.lock(work, [*identities.values(), *addresses.values()])
    ids, more = await _ids(work, here, dict(_everyone(told)), identities, details, addresses)
    details |= more
    found = {
        pointer: Someone(
            told=one,
            known=Known(ids[pointer], details[pointer], identities[pointer], addresses[pointer]),
            account=accounts[pointer],
            municipality=here.municipality(details[pointer].postcode) or one.municipality,
        )
        for pointer, one in _everyone(told)
    }
    await people.save(work, here.code, [one.known for one in found.values()])
    for pointer in more:
        if (identity := identities[pointer]) is not None and found[pointer].told.birth_date is not None:
            await people.known_better(work, ids[pointer], here.code, identity)
    return People(found.get("/careRecipient"), tuple(one for pointer, one in found.items() if pointer != "/careRecipient"))


def _everyone(told: ApplicationIn) -> Sequence[tuple[str, WaarderingPersonIn]]:
    recipient = [("/careRecipient", told.care_recipient)] if told.care_recipient else []
    return [*recipient, *((f"/caregivers/{number}", one) for number, one in enumerate(told.caregivers))]


def _wrong(told: ApplicationIn, today: date) -> Sequence[InputError]:
    wrong = []
    for pointer, one in _everyone(told):
        for name in ("birth_date", "died_on", "cares_since", "registered_since"):
            day = getattr(one, name, None)
            if day is not None and (day > today or day.year < today.year - OLDEST):
                wrong.append(InputError(f"{pointer}/{_camel(name)}", "This day cannot be right.", "a day in the past"))
        texts = [one.given_name, one.family_name, one.house_number_addition, one.street, one.town, getattr(one, "how_it_goes", None)]
        if any(holds_bsn(text) for text in texts if text):
            wrong.append(InputError(pointer, "This can be a BSN, and a BSN is never taken here.", "no citizen service number"))
    return wrong


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _details(one: WaarderingPersonIn, pointer: str) -> Details:
    plain = postcode(one.postcode) if one.postcode else None
    if one.postcode and plain is None:
        raise BadInput([InputError(f"{pointer}/postcode", "This is not a Dutch postcode.", "such as 1216AB")])
    return Details(postcode=plain, **{name: getattr(one, name) for name in OWN})


def _account(one: WaarderingPersonIn, details: Details, pointer: str) -> Account | None:
    if one.iban is None:
        return None
    return Account(name=one.account_name or details.name, iban=checked_iban(one.iban, f"{pointer}/iban"))


async def _ids(
    work: Work,
    here: Region,
    told: Mapping[str, WaarderingPersonIn],
    identities: Mapping[str, bytes | None],
    details: Mapping[str, Details],
    addresses: Mapping[str, bytes | None],
) -> tuple[dict[str, UUID], dict[str, Details]]:
    """Known by its hash, here or in intake's register, by name at the same door, or named by staff; twice in one application is one.

    With what was known already of those who told less this time.
    """
    hashes = [one for one in identities.values() if one]
    known = await registered.by_identity(work, here.code, hashes) | await people.by_identity(work, here.code, hashes)
    unknown = {
        pointer: (details[pointer], address)
        for pointer, one in told.items()
        if one.person_id is None and identities[pointer] not in known and (address := addresses[pointer]) is not None
    }
    namesakes = await recognised(work, here.code, unknown)
    made: dict[str, UUID] = {}
    for pointer, one in told.items():
        identity = identities[pointer]
        if one.person_id is not None:
            made[pointer] = await _named(work, here, one.person_id, pointer)
        elif pointer in namesakes:
            made[pointer] = namesakes[pointer][0]
        elif identity is not None:
            made[pointer] = known.setdefault(identity, uuid7())
        else:
            made[pointer] = uuid7()
    return made, {pointer: known_as for pointer, (_, known_as) in namesakes.items()}


async def _named(work: Work, here: Region, person: UUID, pointer: str) -> UUID:
    if work.by.kind != "person" or not await people.in_region(work, person, here.code):
        raise BadInput([InputError(f"{pointer}/personId", "This person is not known here.", "leave it out")])
    return await work.current(person)


# facts --------------------------------------------------------------------------------------------


def facts_of(application: UUID, told: ApplicationIn, who: People, received_on: date) -> Facts:
    """No name, no street: keys, ages, hours."""
    body = {
        "application": str(application),
        "received_on": received_on,
        "by": told.applicant,
        "via": told.via,
        "recipient": fact_of(who.recipient) if who.recipient else None,
        "caregivers": tuple(fact_of(one) for one in who.caregivers),
        "late_reason": told.late_reason,
        "answers": told.answers,
        "declared": declared(told.caregivers),
        "evidence": handed_in(told.caregivers),
    }
    return checked_facts(body)


def declared(told: Sequence[WaarderingCaregiverIn]) -> bool | None:
    """Signed by all who were asked to; None where nobody was."""
    said = [one.declared for one in told if one.declared is not None]
    return all(said) if said else None


def handed_in(told: Sequence[WaarderingCaregiverIn]) -> dict[str, bool | None]:
    return {kind: found for one in told for kind, found in one.evidence.items()}


def fact_of(one: Someone) -> dict[str, Any]:  # fields of a model that checks them next
    """Whatever the rules know of a person, under its key."""
    fields = one.told.model_dump(exclude_unset=True, include=set(FACTS) - {"key", "address", "household", "postcode_area"})
    address = one.known.address.hex() if one.known.address else None
    own = {"key": str(one.known.id), "municipality": one.municipality, "address": address, "household": address}
    return fields | own | area_of(one.known.details)


def area_of(details: Details) -> dict[str, int]:
    """Of a postcode only where it lies."""
    return {"postcode_area": int(details.postcode[:4])} if details.postcode else {}


def checked_facts(body: dict[str, Any]) -> Facts:  # as above
    try:
        return Facts.model_validate(body)
    except ValidationError as error:
        raise BadInput([InputError("/" + "/".join(map(str, one["loc"])), one["msg"], None) for one in error.errors()]) from None
