"""Who may come in where the house has no issuer of its own: the region's demo people, its demo systems, and the services themselves."""

from pathlib import Path

from kernel.clock import Clock
from kernel.demo_issuer import DemoClient, DemoIssuer, DemoPerson
from kernel.security.signing import SigningKey
from schemas.words import Role
from services.directory.region import demo_clients, demo_people
from services.house.wiring import NAMES

PATH = "demo-issuer"
CONSOLE = "console"


def people_of(region: str) -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(
            key=one.key,
            subject=one.id,
            name=one.name,
            region=one.region,
            organisation=one.organisation,
            organisation_name=one.organisation_name,
            roles=one.roles,
            about=one.about,
        )
        for one in demo_people(region)
    )


def clients_of(region: str, where: str) -> tuple[DemoClient, ...]:
    """The systems that signal, a client for each service, and the console's, which may post what strangers fill in."""
    systems = [DemoClient(one.client_id, region=one.region, roles=one.roles, organisation=one.organisation) for one in demo_clients(region)]
    services = [DemoClient(name, roles=(Role.SERVICE.value,)) for name in NAMES if name != CONSOLE]
    returns_to = (f"{where}/inloggen/terug", f"{where}/")
    return (*systems, *services, DemoClient(CONSOLE, region=region, roles=(Role.PUBLIC_DOOR.value,), returns_to=returns_to))


def demo_issuer(region: str, where: str, keys: Path, clock: Clock) -> DemoIssuer:
    """The same keys after a restart, so that nobody has to log in again."""
    key = SigningKey.kept_in(keys / "demo-issuer.json")
    return DemoIssuer.of(f"{where}/{PATH}", people_of(region), clients_of(region, where), key=key, clock=clock)
