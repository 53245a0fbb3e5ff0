"""Who asks: a person, a system, a service of the house, or someone who came in by a link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self
from uuid import UUID

Kind = Literal["person", "system", "service", "link"]


@dataclass(frozen=True)
class Caller:
    """The claims of a verified token, or the service itself when it reacts to what it heard."""

    kind: Kind
    subject: str
    """Staff id of a person (a UUID as text), client id of a system, name of a service, person id behind a link."""
    client: str
    region: str
    organisation: UUID | None = None
    roles: frozenset[str] = frozenset()
    name: str | None = field(default=None, repr=False)
    """For display only; never logged, so not in the repr either."""
    person: UUID | None = None
    """Whose own file this is, when someone came in by a link."""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What a link's pass may do: its action, its referral, whether the whole file is open."""
    token: str | None = field(default=None, repr=False, compare=False)
    """The token itself, to ask another service on this caller's behalf; never logged."""

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def staff(self) -> UUID | None:
        """Id of the member of staff, when a person asks."""
        return UUID(self.subject) if self.kind == "person" else None

    @property
    def sees_whole_file(self) -> bool:
        """Came in by a link and a code as well, so that her whole file is open to her."""
        return self.kind == "link" and self.extra.get("whole_file") == "yes"

    @classmethod
    def service_itself(cls, name: str, *, region: str) -> Self:
        return cls(kind="service", subject=name, client=name, region=region, roles=frozenset({"service"}))


@dataclass(frozen=True)
class Scope:
    """Whose rows may be touched: every store function takes one, and another's row answers 404."""

    region: str
    organisation: UUID | None
    roles: frozenset[str]

    @classmethod
    def of(cls, caller: Caller) -> Self:
        return cls(caller.region, caller.organisation, caller.roles)
