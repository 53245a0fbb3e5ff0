"""Who is who: staff ids as names, as far as the directory told them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from schemas.api.directory import Staff
from schemas.base import StaffId

OURS: Mapping[str, str] = {
    "caregiver": "Zijzelf",
    "signaller": "Wie meldde",
    "payee": "Wie het krijgt",
    "mantelbrug": "Mantelbrug",
    "system": "Mantelbrug",
    "intake": "Mantelbrug",
    "referral": "Mantelbrug",
    "notifications": "Mantelbrug",
    "waardering": "Mantelbrug",
    "directory": "Mantelbrug",
    "monitor": "Mantelbrug",
    "console": "Het aanmeldformulier",
}
"""Who acts and is no member of staff."""


@dataclass(frozen=True)
class People:
    staff: Mapping[StaffId, Staff] = field(default_factory=dict)
    me: UUID | None = None

    @classmethod
    def of(cls, staff: Iterable[Staff], me: UUID | None = None) -> "People":
        return cls({one.id: one for one in staff}, me)

    def name(self, who: UUID | str | None) -> str:
        """A name, `U` for who looks, or what kind of doer it was; never a bare id."""
        if who is None:
            return ""
        found = staff_id(who)
        if found is None:
            return OURS.get(str(who), str(who))
        if found == self.me:
            return "U"
        known = self.staff.get(found)
        return known.name if known else "Een medewerker"

    def full(self, who: UUID | str | None) -> str:
        """With the organisation, for someone from outside; never `U`."""
        known = self.find(who)
        return f"{known.name}, {known.organisation_name}" if known else People(self.staff).name(who)

    def find(self, who: UUID | str | None) -> Staff | None:
        found = staff_id(who)
        return self.staff.get(found) if found else None


def staff_id(who: UUID | str | None) -> StaffId | None:
    if who is None:
        return None
    try:
        return StaffId(who if isinstance(who, UUID) else UUID(who))
    except ValueError:
        return None


def ids_of(*who: UUID | str | None) -> set[StaffId]:
    """The staff among those who acted, to be looked up in one question."""
    return {found for one in who if (found := staff_id(one)) is not None}
