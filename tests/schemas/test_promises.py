"""A change within a version that would break an older row or an older reader is refused; what breaks nothing is not."""

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.generate.__main__ import broken_promises, release
from schemas.generate.json_schemas import Json, of_event
from schemas.generate.promises import broken
from schemas.intake import CaregiverSignalled, HelpRequested

BEFORE = of_event(HelpRequested)
Change = Callable[[Json], object]


def changed(change: Change) -> list[str]:
    after = copy.deepcopy(BEFORE)
    change(after)
    return broken(BEFORE, after)


def renamed(schema: Json) -> None:
    schema["properties"]["helper"] = schema["properties"].pop("assessor")
    schema["required"] = [name if name != "assessor" else "helper" for name in schema["required"]]


def new_and_required(schema: Json) -> None:
    schema["properties"]["x"] = {"type": "boolean"}
    schema["required"].append("x")


def never_absent(schema: Json) -> None:
    schema["properties"]["ageFrom"] = first_option(schema, "ageFrom") | {"default": None}


def free_text(schema: Json) -> None:
    schema["properties"]["urgency"] = {"type": "string"}


def first_option(schema: Json, field: str) -> Json:
    option: Json = schema["properties"][field]["anyOf"][0]
    return option


REFUSED: dict[str, tuple[Change, str]] = {
    "a field goes": (lambda s: s["properties"].pop("language"), "language: is gone"),
    "a field is renamed": (renamed, "assessor: is gone"),
    "a field is new and required": (
        lambda s: (s["properties"].update(x={"type": "boolean"}), s["required"].append("x")),
        "x: is new and required",
    ),
    "an optional field becomes required": (lambda s: s["required"].append("groups"), "groups: was optional and is required"),
    "a required field becomes optional": (lambda s: s["required"].remove("warm"), "warm: was required and is optional"),
    "a type changes": (lambda s: s["properties"]["warm"].update(type="integer"), "warm: its type"),
    "a format changes": (lambda s: s["properties"]["desk"].update(format="date-time"), "desk: its format"),
    "a pattern changes": (lambda s: s["properties"]["region"].update(pattern="^[a-z]$"), "region: its pattern"),
    "a code list loses a word": (lambda s: s["$defs"]["Urgency"]["enum"].remove("today"), "urgency: its code list no longer knows today"),
    "a code list of many loses a word": (
        lambda s: s["$defs"]["Group"]["enum"].remove("young"),
        r"groups\[\]: its code list",
    ),
    "a code list becomes free": (free_text, "urgency: whether it is a word"),
    "an upper bound is lowered": (lambda s: first_option(s, "ageFrom").update(maximum=100), "ageFrom: its maximum"),
    "a lower bound is raised": (lambda s: first_option(s, "ageFrom").update(minimum=18), "ageFrom: its minimum"),
    "a bound is new": (lambda s: s["properties"]["groups"].update(minItems=1), "groups: its minItems"),
    "a list gets shorter": (lambda s: s["properties"]["offers"].update(maxItems=5), "offers: its maxItems"),
    "what may be absent no longer may": (
        never_absent,
        "ageFrom: whether it may be absent",
    ),
    "a default changes": (lambda s: s["properties"]["language"].update(default="en"), "language: its default"),
    "the subject changes": (lambda s: s.update({"x-subject": "referralId"}), "the subject was 'caregiverId'"),
    "the type changes its name": (lambda s: s.update({"x-type": "nl.mantelbrug.intake.help-asked.v1"}), "the type was"),
}

ALLOWED: dict[str, Change] = {
    "nothing": lambda s: None,
    "a field is new and optional": lambda s: s["properties"].update(x={"type": "boolean", "default": False}),
    "a code list gets a word": lambda s: s["$defs"]["Urgency"]["enum"].append("tomorrow"),
    "an upper bound is raised": lambda s: first_option(s, "ageFrom").update(maximum=130),
    "a bound goes": lambda s: s["properties"]["offers"].pop("maxItems"),
    "a description changes": lambda s: s.update(description="Put better."),
}


@pytest.mark.parametrize(("change", "why"), REFUSED.values(), ids=REFUSED)
def test_refused_within_a_version(change: Change, why: str) -> None:
    refusals = changed(change)

    assert refusals
    assert re.match(why, refusals[0])


@pytest.mark.parametrize("change", ALLOWED.values(), ids=ALLOWED)
def test_allowed_within_a_version(change: Change) -> None:
    assert changed(change) == []


def test_a_release_is_compared_with_what_is_told_now(tmp_path: Path) -> None:
    told = {"signalled.json": of_event(CaregiverSignalled), "help.json": BEFORE}
    release(tmp_path, told)
    after = copy.deepcopy(told)
    after["help.json"]["properties"].pop("language")

    assert broken_promises(tmp_path, told) == []
    assert broken_promises(tmp_path, after) == ["help: language: is gone"]


def test_a_released_event_never_goes(tmp_path: Path) -> None:
    (tmp_path / "nl.mantelbrug.intake.something.v1.json").write_text(json.dumps(BEFORE))

    assert broken_promises(tmp_path, {}) == [
        "nl.mantelbrug.intake.something.v1: is gone; its rows stay in the logs, so the class has to stay"
    ]
