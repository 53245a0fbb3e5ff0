"""What each safety of the front door takes of one signal, measured alone: microseconds of this process."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from joserfc import jwt

from bench.bars import Figures
from bench.product import signals
from kernel.caller import Caller
from kernel.clock import Clock
from kernel.demo_issuer import DemoClient, DemoIssuer
from kernel.masterkeys import read_or_make_keys
from kernel.sealing import Seals
from kernel.security.limits import Floods
from kernel.security.signing import SigningKey
from schemas.api.intake import SignalIn
from schemas.base import id_of
from services.intake.domain.checks import check
from services.intake.domain.persons import Details
from services.intake.region import region
from services.intake.usecases.receive import arrival, hashes_of

TIMES = 1000


def each() -> Figures:
    clock, body = Clock(), json.dumps(signals.body()).encode()
    told = SignalIn.model_validate_json(body)
    caller = Caller("system", "demo-gp", "demo-gp", "gooi", id_of("gooi", "organisation", "huisartsenpraktijk-kerkelanden"))
    here, now, floods = region("gooi"), clock.now(), Floods(per_client="1000000/minute")
    with tempfile.TemporaryDirectory() as folder:
        seals = Seals(read_or_make_keys(Path(folder, "keys", "master")), "intake")
        key = SigningKey.kept_in(Path(folder, "demo-issuer.json"))
        issuer = DemoIssuer.of("http://127.0.0.1/demo-issuer", (), [DemoClient("demo-gp", region="gooi")], key=key, clock=clock)
        token, public = issuer.token_of_client("demo-gp"), key.public
        details, person = Details.of_caregiver(told.caregiver), id_of("gooi", "person", "bench")

        def seal_three() -> None:
            for table in (("person", "signal"), ("person",)):
                seal = seals.seal_of(person, seals.new_key(person).key)
                for name in table:
                    seal.seal(name, "sealed", person, body[:400])

        return {
            "token_verified_first_time_us": took(lambda: jwt.decode(token, public, algorithms=["ES256"]), 200),
            "flood_counted_us": took(lambda: floods.client("demo-gp")),
            "form_checked_us": took(lambda: SignalIn.model_validate_json(body)),
            "content_checked_us": took(lambda: check(told, today=here.local_day(now))),
            "sealed_for_two_people_us": took(seal_three),
            "keyed_hashes_of_one_person_us": took(lambda: hashes_of(seals, "gooi", details)),
            "due_in_working_hours_us": took(lambda: here.due(told.urgency, now + timedelta(seconds=1))),
            "ready_to_write_us": took(lambda: arrival(told, by=caller, at=now, seals=seals, idempotency_key="k")),
        }


def took(act: Callable[[], object], times: int = TIMES) -> float:
    act()
    began = time.process_time()
    for _ in range(times):
        act()
    return round((time.process_time() - began) / times * 1e6, 1)
