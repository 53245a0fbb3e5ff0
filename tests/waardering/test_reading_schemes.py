"""Who edits a scheme hears everything that is wrong at once: the line, and what would be right."""

import json
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from kernel import yaml_lines
from kernel.region_files import region_folder, regions_folder
from services.waardering import schemes
from services.waardering.domain import Scheme, remarks
from services.waardering.schemes.published import PUBLISHED, published
from tests.waardering.applications import Json, files, scheme

GOOD = (regions_folder() / "gooi" / "waardering" / "hilversum-2015.yaml").read_text()


def said(tmp_path: Path, old: str, new: str) -> tuple[int, list[tuple[int, str]]]:
    """The line of the first `old`, and what is said when it reads `new`."""
    assert old in GOOD
    file = tmp_path / "regeling.yaml"
    file.write_text(GOOD.replace(old, new, 1))
    _, problems = schemes.check(file, Scheme)
    return GOOD[: GOOD.index(old)].count("\n") + 1, [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("applicants:", "aplicants:", "aplicants: kennen wij hier niet; bedoelt u applicants?"),
        ("euros: 150", "cents: 150", "cents: kennen wij hier niet; bedoelt u euros?"),
        ("euros: 150", 'euros: "€ 150"', "euros: moet een bedrag in euro's zijn, zoals 150 of 12.50 (met een punt, zonder euroteken)"),
        ("euros: 150", "euros: 150.005", "euros: moet een bedrag in hele centen zijn, zoals 150 of 12.50"),
        ("euros: 150", "euros: -1", "euros: moet tussen 0 en 100000000 euro liggen"),
        (
            "kind: fixed",
            "kind: vast",
            "amount: kind vast bestaat niet; bedoelt u fixed? Kies uit fixed, table, each, pool, in-kind, not-set",
        ),
        ("municipalities: [GM0402]", "municipalities: GM0402", "municipalities: moet een lijst zijn, met [ ] eromheen, zoals [GM0402]"),
        (
            "[care-recipient]",
            "[care-recipent]",
            "applicants: care-recipent bestaat niet; bedoelt u care-recipient? Kies uit caregiver, care-recipient, both, programme",
        ),
        ("12-31}", "12-32}", "closes: moet een dag in het jaar zijn als maand-dag, zoals 10-01 voor 1 oktober"),
        (
            "[GM0402]",
            "[Hilversum]",
            "municipalities: Hilversum heeft niet de goede vorm; een gemeente is haar CBS-code, zoals GM0402 voor Hilversum",
        ),
        ("at_most: 3", "at_most: drie", "at_most: moet een heel getal zijn, zoals 8"),
        (
            "who: recipient",
            "who: recipient\n  when: altijd",
            "when: altijd bestaat niet; kies uit at-application, over-the-year, of een dag als maand-dag, zoals 11-10",
        ),
        ("at_most: 3", "at_most: 0", "at_most: moet 1 of meer zijn"),
        ("valid_from: 2015-01-01", "valid_from: 1 januari 2015", "valid_from: moet een dag zijn, zoals 2026-10-01"),
        ("automatic: true", "automatic: ja", "automatic: moet true of false zijn"),
        (
            "per: recipient, grants: 1",
            "per: recipient",
            "caps: noem een van grants, caregivers of euros, zoals {per: recipient, grants: 1}",
        ),
        ("valid_until: 2023-12-31", "valid_until: 2014-12-31", "valid_until: 2014-12-31 ligt voor valid_from (2015-01-01)"),
    ],
)
def test_a_mistake_is_told_at_its_line_with_what_would_be_right(tmp_path: Path, old: str, new: str, message: str):
    line, found = said(tmp_path, old, new)

    assert (line + new.count("\n"), message) in found


DUTCH = """key: dorp
name: Dorp
municipalities: [GM0402]
valid_from: 2026-01-01
legal_nature: {kind: decision, by: het college}
applicants: [caregiver]
care: {hours_a_week: 8}
forms: [{form: money, name: geld, handed: transfer}]
amount: {kind: fixed, per: caregiver, euros: 150}
payout: {to: caregiver}
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("hours_a_week: 8", "uren: 8", "uren: kennen wij hier niet; bedoelt u hours_a_week?"),
        ("by: het college", "door: het college", "door: kennen wij hier niet; bedoelt u by?"),
        (
            "euros: 150",
            "euros: 150,50",
            "amount: hier staat een los getal; schrijf een bedrag met een punt (200.50), want een komma begint een nieuw veld",
        ),
        (
            "{to: caregiver}",
            "{to: mantelzorger}",
            "to: mantelzorger bestaat niet; bedoelt u caregiver? Kies uit caregiver, recipient, applicant, programme",
        ),
        ("{to: caregiver}", "caregiver", "payout: moet uit velden bestaan, zoals {to: caregiver}"),
        ("{hours_a_week: 8}", "8", "care: moet uit velden bestaan, zoals {hours_a_week: 8, months: 3}"),
        ("transfer}]", "transfer, when: altijd}]", "when: moet een geval zijn, zoals {caregiver_age: {to: 17}}, of een lijst van gevallen"),
        ("handed: transfer", "handed: bank", "handed: bank bestaat niet; bedoelt u transfer? Kies uit transfer, post, email, meeting, "),
    ],
)
def test_what_is_written_in_dutch_is_understood_well_enough_to_say_what_is_meant(tmp_path: Path, old: str, new: str, message: str):
    assert DUTCH.count(old) == 1
    file = tmp_path / "dorp.yaml"
    file.write_text(DUTCH.replace(old, new))
    _, problems = schemes.check(file, Scheme)

    assert any(problem.message.startswith(message) for problem in problems), problems


def test_what_is_missing_is_told(tmp_path: Path):
    _, found = said(tmp_path, "payout:", "# payout:")

    assert [message for _, message in found] == ["payout: ontbreekt; voeg deze regel toe, zoals payout: {to: caregiver}"]


def test_everything_that_is_wrong_is_told_at_once_in_order(tmp_path: Path):
    file = tmp_path / "regeling.yaml"
    file.write_text(
        GOOD.replace("key: hilversum-m", "key: Hilversum-m").replace("opens: 10-01", "opens: oktober").replace("how: equal", "how: gelijk")
    )
    _, problems = schemes.check(file, Scheme)

    assert [problem.message.partition(":")[0] for problem in problems] == ["key", "opens", "how"]
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


def test_broken_yaml_and_a_field_written_twice_are_told(tmp_path: Path):
    _, broken = said(tmp_path, "name: Mantelzorgwaardering Hilversum", 'name: "Mantelzorgwaardering Hilversum')
    line, twice = said(tmp_path, "name: Mantelzorgwaardering Hilversum", "name: A\nname: B")

    assert broken[0][1].startswith("dit is geen goede YAML")
    assert (line + 1, "name: staat hier twee keer; laat er een staan") in twice


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"applicants": []}, "noem wie mag aanvragen"),
        ({"without_application": True}, "zonder lijst weten wij niet wie het krijgt"),
        ({"amount": {"kind": "fixed", "per": "recipient", "euros": 1}}, "noem bij division hoe het bedrag over mantelzorgers gaat"),
        ({"division": {"how": "equal", "at_most": 2}}, "hoort bij een amount per recipient"),
        ({"forms": [{"form": "nothing", "name": "niets", "handed": "none"}]}, "naast nothing"),
        ({"amount": {"kind": "pool", "per": "caregiver", "euros": 1}}, "een pool wordt na de periode verdeeld"),
        (
            {"amount": {"kind": "table", "per": "caregiver", "rows": [{"when": {"answers": {"x": True}}, "euros": 1}]}},
            "when noemt het antwoord x, maar die vraag staat niet bij questions",
        ),
        ({"care": {"months": 3, "unless": {"answers": {"x": True}}}}, "die vraag staat niet bij questions"),
        ({"caps": [{"per": "caregiver", "grants": 1, "also": ["voorbeeld"]}]}, "also noemt voorbeeld"),
        ({"window": {"late": {"days": 3, "reasons": ["illness"]}}}, "late heeft alleen zin met periods"),
        ({"proof": {"by": "evidence"}}, "evidence (welke stukken)"),
        ({"legal_nature": {"kind": "gift", "by": "Versa"}}, "waar iemand een klacht kwijt kan"),
        ({"budget": {"key": "b", "at_end": "draw"}}, "seed hoort bij at_end: draw"),
        ({"relations": {}}, "noem allowed (deze tellen) of excluded (deze niet)"),
        ({"ages": [{"of": "caregiver", "years": {"from": 21, "to": 8}}]}, "from (21) is hoger dan to (8)"),
        ({"forms": [{"form": "money", "name": "geld", "handed": "post"}]}, "handed: transfer hoort bij form: money"),
    ],
)
def test_what_contradicts_itself_is_refused_in_plain_dutch(parts: Json, told: str):
    with pytest.raises(ValueError, match="validation error") as error:
        scheme(**parts)

    assert told in str(error.value)


def test_a_day_a_bare_on_and_an_amount_are_read_as_they_are_meant(tmp_path: Path):
    file = tmp_path / "a.yaml"
    file.write_text("on: application\nday: 2026-01-02\nyes: no\ntrue_: true\neuros: 12.50\n")

    assert yaml_lines.read(file).data == {"on": "application", "day": "2026-01-02", "yes": "no", "true_": True, "euros": 12.5}


def test_a_region_hears_of_overlapping_versions_and_strange_municipalities(tmp_path: Path):
    gooi = Path(shutil.copytree(region_folder("gooi"), tmp_path / "gooi"))
    old = gooi / "waardering" / "hilversum-2015.yaml"
    old.write_text(GOOD.replace("valid_until: 2023-12-31", "valid_until: 2024-01-01").replace("[GM0402]", "[GM0363]"))

    problems = [str(problem) for problem in schemes.check_region(gooi)]

    key = "hilversum-mantelzorgwaardering"
    assert problems == [
        "waardering/hilversum-2015.yaml:6: municipalities: GM0363 is geen gemeente van deze regio; "
        "kies uit GM0317, GM0376, GM0402, GM0406, GM0417, GM1696, GM1942",
        f"waardering/hilversum-2024.yaml:7: valid_from: {key}@2015-01-01 en {key}@2024-01-01 gelden op dezelfde dag; "
        "laat de oude eindigen (valid_until) voor de nieuwe begint",
    ]


def test_a_region_is_read_again_when_a_file_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    gooi = Path(shutil.copytree(region_folder("gooi"), tmp_path / "gooi"))
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    before = len(schemes.of_region("gooi"))
    (gooi / "waardering" / "huizen-activiteiten.yaml").unlink()

    assert (before, len(schemes.of_region("gooi"))) == (4, 3)
    (gooi / "waardering" / "bel-mantelzorgcompliment.yaml").write_text("key: 3\n")
    with pytest.raises(schemes.WrongScheme, match=r"waardering/bel-mantelzorgcompliment\.yaml:1: key: moet tekst zijn"):
        schemes.of_region("gooi")


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_what_the_code_says(name: str):
    flag = " --people" if "people" in name else ""
    assert (regions_folder() / name).read_text() == published(name), f"run: mantelbrug scheme schema{flag} > deploy/regions/{name}"


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_every_scheme_fits_the_published_schema_as_an_editor_checks_it(file: Path):
    schema = json.loads(published("scheme.schema.json"))

    jsonschema.validate(yaml_lines.read(file).data, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("file", sorted(regions_folder().glob("examples/people/*.yaml")), ids=lambda file: file.stem)
def test_the_example_people_fit_their_schema(file: Path):
    schema = json.loads(published("scheme-people.schema.json"))

    jsonschema.validate(yaml_lines.read(file).data, schema, cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_a_misspelt_field_as_the_reader_does():
    schema = json.loads(published("scheme.schema.json"))
    wrong = yaml.safe_load(
        GOOD.replace("applicants:", "aplicants:").replace("2015-01-01", '"2015-01-01"').replace("2023-12-31", '"2023-12-31"')
    )

    found = {error.validator for error in jsonschema.Draft202012Validator(schema).iter_errors(wrong)}

    assert found == {"additionalProperties", "required"}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"amount": {"kind": "not-set", "per": "caregiver", "where": "elders"}}, "amount: het bedrag is nog niet ingevuld"),
        ({"budget": {"key": "b", "at_end": "stop"}}, "budget: weigeren omdat het op is"),
        ({}, "caps: niets zegt hoe vaak"),
        ({"legal_nature": {"kind": "decision", "by": "het college"}}, "legal_nature: noem bij rules"),
        ({"proof": {"by": "evidence", "evidence": ["care-plan"]}}, "proof: bewijs vragen kost mensen moeite"),
        ({"applicants": ["programme"]}, "via: een programma mag aanvragen"),
        ({"residence": {"who": "caregiver"}}, "residence: de gemeente waar de zorgvrager woont"),
    ],
)
def test_what_deserves_a_second_thought_is_said(parts: Json, told: str):
    assert any(remark.startswith(told) for remark in remarks(scheme(**parts)))


def test_a_scheme_with_nothing_to_remark_is_left_alone():
    calm = scheme(
        residence={"who": "recipient"},
        caps=[{"per": "caregiver", "grants": 1}],
        forms=[{"form": "money", "name": "geld", "handed": "transfer"}, {"form": "nothing", "name": "niets", "handed": "none"}],
    )

    assert remarks(calm) == ()
