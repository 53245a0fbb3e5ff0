"""A year of Hilversum's waardering (4,000 applications decided and paid), a pool of 100,000 grants, and 342 schemes read at once."""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest
import yaml

from bench.bars import Bar, Figures, figure, summary, tell
from bench.places import RESULTS
from kernel.embedded import start
from kernel.region_files import region_folder
from kernel.testing.house import TestHouse
from kernel.testing.postgres import Mode, TestServer
from schemas.base import id_of
from services.intake import intake
from services.notifications import notifications
from services.waardering import rules, waardering
from services.waardering.__main__ import app

APPLICATIONS, GRANTS, MUNICIPALITIES = 4_000, 100_000, 342
AT_ONCE, PER_RUN = 16, 10_000
NOW = datetime(2027, 3, 2, 9, tzinfo=UTC)
HANDLER, MUNICIPALITY = "gemeente-hilversum", "GM0402"
BARS = (
    Bar(f"{APPLICATIONS} applications decided and paid, seconds", 60, lambda run: figure(run, "year", "seconds")),
    Bar(f"a pool of {GRANTS} grants divided, seconds", 10, lambda run: figure(run, "pool", "seconds")),
    Bar("the pool's cents that are missing or too many", 0, lambda run: figure(run, "pool", "off_by")),
    Bar(f"{MUNICIPALITIES} municipalities' schemes read, seconds", 10, lambda run: figure(run, "schemes", "seconds")),
)
SCHEME = """
key: {key}
name: Waardering {key}
municipalities: [{municipality}]
valid_from: 2024-01-01
legal_nature: {{kind: decision, by: het college, rules: [Wmo 2015]}}
applicants: [caregiver]
residence: {{who: recipient}}
care: {{hours_a_week: 8, months: 3}}
caps: [{{per: caregiver, grants: 1}}]
forms: [{{form: money, name: geld, handed: transfer}}]
amount: {amount}
budget: {{key: {key}, euros: 1000000, at_end: {at_end}}}
window: {window}
payout: {{to: caregiver}}
decision: {{automatic: true}}
"""
FIXED = {"amount": "{kind: fixed, per: caregiver, euros: 50}", "at_end": "stop", "window": "{periods: []}"}
POOLED = {
    "amount": "{kind: pool, per: caregiver, euros: 1000000}",
    "at_end": "pro-rata",
    "window": '{periods: [{opens: "03-01", closes: "03-31"}]}',
}


class OnDisk:
    """As it runs for real: what is told is on disk."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="mb-bench-pg-", ignore_cleanup_errors=True)
        Path(self._folder.name).chmod(0o755)
        self.start()

    def dsn(self, database: str) -> str:
        return self._server.dsn(database)

    def start(self) -> None:
        self._server = start(Path(self._folder.name) / "data", settings={"max_connections": "200"})

    def stop(self, mode: Mode) -> None:
        self._server.stop(mode)

    def forget(self) -> None:
        self.stop("immediate")
        self._folder.cleanup()


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    runs: list[dict[str, Figures]] = []
    server = TestServer(OnDisk())
    try:
        for _ in range(given.runs):
            async with town(server) as house:
                found = {"year": await a_year(house), "pool": await a_pool(house), "schemes": all_schemes()}
            tell(
                RESULTS / "waardering.jsonl", {f"{who}_{name}": value for who, figures in found.items() for name, value in figures.items()}
            )
            runs.append(found)
    finally:
        server.stop()
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


@asynccontextmanager
async def town(server: TestServer) -> AsyncIterator[TestHouse]:
    with regions():
        async with TestHouse(server, {waardering: app}, migrated=[intake, notifications]) as house:
            house.clock.move(to=NOW)
            yield house


@contextmanager
def regions() -> Iterator[None]:
    """The demo region with two schemes for the load, and another with a municipality and scheme for each of the country."""
    ours = region_folder("gooi")
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        for code in ("gooi", "land"):
            (folder / code / "waardering").mkdir(parents=True)
            for path in ours.glob("*.yml"):
                (folder / code / path.name).write_text(path.read_text())
        for key, more in {"year": FIXED, "pool": POOLED}.items():
            (folder / "gooi" / "waardering" / f"{key}.yaml").write_text(SCHEME.format(key=key, municipality=MUNICIPALITY, **more))
        region = yaml.safe_load((ours / "region.yml").read_text())
        codes = [f"GM{number:04d}" for number in range(1, MUNICIPALITIES + 1)]
        region |= {"code": "land", "municipalities": [region["municipalities"][0] | {"code": code} for code in codes]}
        (folder / "land" / "region.yml").write_text(yaml.safe_dump(region))
        for code in codes:
            key = f"waardering-{code.lower()}"
            (folder / "land" / "waardering" / f"{key}.yaml").write_text(SCHEME.format(key=key, municipality=code, **FIXED))
        patch.setenv("MANTELBRUG_REGIONS", name)
        yield


def letters(number: int) -> str:
    return "".join(chr(ord("a") + number // 26**place % 26) for place in range(5))


def an_application(number: int) -> dict[str, object]:
    birth = (datetime(1940, 1, 1, tzinfo=UTC) + timedelta(days=number * 5)).date().isoformat()
    where = {"postcode": "1216AB", "houseNumber": number + 1}
    her = {"givenName": "Anna", "familyName": f"Proef{letters(number)}", "birthDate": birth, "iban": "NL91ABNA0417164300"}
    care = {"hoursAWeek": 12, "monthsOfCare": 24}
    return {
        "scheme": "year",
        "applicant": "caregiver",
        "careRecipient": {"familyName": f"Naaste{letters(number)}", "birthDate": "1935-01-01"} | where,
        "caregivers": [her | where | care],
    }


async def a_year(house: TestHouse) -> Figures:
    """Through the door, one process: applied, judged, granted; then one run, made by one and approved by another."""
    began = time.perf_counter()
    door = house.client(house.issuer.system("console", role="public-door", organisation=""))
    numbers = iter(range(APPLICATIONS))
    await asyncio.gather(*(_apply(door, numbers) for _ in range(AT_ONCE)))
    decided = time.perf_counter()
    petra, paul = (house.client(house.issuer.person("payer", staff=name, organisation=HANDLER)) for name in ("petra", "paul"))
    run = (await petra.post("/v1/payout-runs", json={"form": "money", "most": PER_RUN})).json()
    approved = await paul.post(f"/v1/payout-runs/{run['id']}/approvals", json={"approve": True}, headers={"If-Match": '"1"'}, timeout=120)
    ended = time.perf_counter()
    if approved.status_code != 200 or run["count"] != APPLICATIONS:
        raise RuntimeError(f"{run['count']} paid: {approved.text[:300]}")
    each = (decided - began) / APPLICATIONS * 1000
    return {"seconds": round(ended - began, 2), "apply_ms_each": round(each, 2), "payout_seconds": round(ended - decided, 2)}


async def _apply(door: httpx.AsyncClient, numbers: Iterator[int]) -> None:
    for number in numbers:
        answer = await door.post("/v1/applications", json=an_application(number))
        if answer.status_code != 201 or answer.json()["state"] != "granted":
            raise RuntimeError(answer.text[:500])


FILL = """
with new as (select gen_random_uuid() as id, gen_random_uuid() as person, n from generate_series(1, $1) n),
made as (
    insert into waardering.application (id, version, reference, region, organisation, sender, scheme, scheme_id, scheme_hash, year,
        municipality, applicant, via, person_id, state, received_at, decide_by, postponed, climbed, reserved_cents, committed_cents, round,
        objected, form, automatic, advice, drawn, sealed, history_length, decided_at, ended_at)
    select id, 1, 'POOL-' || n, 'gooi', $2, 'bench', 'pool', $3, $4, 2027, 'GM0402', 'caregiver', 'online', person, 'pooled',
        $5::timestamptz + n * interval '1 second', $5, false, 0, 0, 0, 1, false, 'money', true, 'grant', false, '', 1, $5, $5 from new
    returning id
), parties as (
    insert into waardering.party (application_id, position, person_id, form, payee, wishes_help, has_account)
    select id, 1, person, 'money', person, false, true from new
)
insert into waardering.claim (application_id, caregiver_id, region, scheme, year, "on")
select id, person, 'gooi', 'pool', 2027, $5::date from new
"""


async def a_pool(house: TestHouse) -> Figures:
    """A million euros over a hundred thousand grants, once, in one transaction, with an event for each."""
    scheme = rules.all_of("gooi").version("pool", NOW.date())
    assert scheme is not None
    async with waardering.work() as work:
        kept = await rules.keep(work, "gooi", scheme)
    organisation, scheme_id = id_of("gooi", "organisation", HANDLER), id_of("gooi", "scheme", "pool")
    await house.rows("analyze")  # the database knows the year before, and nothing of what comes in at once
    async with waardering.database.lease() as lease:
        await lease.raw.execute(FILL, GRANTS, organisation, scheme_id, kept, NOW, timeout=300)
    house.clock.move(by=timedelta(days=31))
    officer = house.client(house.issuer.person("waardering-officer", staff="wendy", organisation=HANDLER))
    began = time.perf_counter()
    answer = await officer.post("/v1/schemes/pool/pools", json={"year": 2027}, timeout=300)
    seconds = time.perf_counter() - began
    if answer.status_code != 201:
        raise RuntimeError(answer.text[:500])
    paid, granted, count = tuple(
        (
            await house.rows(
                "select (select sum(cents) from waardering.payment p join waardering.application a on a.id = p.application_id "
                "where a.scheme = 'pool'), sum(granted_cents), count(*) from waardering.application where scheme = 'pool'"
            )
        )[0]
    )
    off = abs(int(paid) - 100_000_000) + abs(int(granted) - 100_000_000)
    return {"seconds": round(seconds, 2), "grants": int(count), "off_by": off}


def all_schemes() -> Figures:
    """Of the whole country, from their files, checked."""
    began = time.perf_counter()
    found = len(rules.all_of("land"))
    if found != MUNICIPALITIES:
        raise RuntimeError(f"{found} schemes")
    return {"seconds": round(time.perf_counter() - began, 2), "schemes": found}
