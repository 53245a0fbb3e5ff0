"""`mantelbrug scheme`: check a scheme's file, read it in plain Dutch, try it on example people."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kernel.region_files import regions_folder
from services.__main__ import app

REGIONS = regions_folder()
HILVERSUM, PEOPLE = REGIONS / "gooi/waardering/hilversum-2024.yaml", REGIONS / "examples/people/hilversum-2024.yaml"


def scheme(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["scheme", *map(str, arguments)])
    return result.exit_code, result.output


@pytest.mark.parametrize("command", ["check", "try", "schema"])
def test_each_explains_itself_with_an_example(command: str):
    code, said = scheme(command, "--help")

    assert code == 0
    assert "Example: mantelbrug scheme" in said


def test_a_good_scheme_is_read_aloud():
    code, said = scheme("check", HILVERSUM)

    assert code == 0
    assert "  Het bedrag is € 50 per mantelzorger.\n" in said
    assert "in Hilversum.\n" in said
    assert said.endswith("De regeling hilversum-mantelzorgwaardering@2024-01-01 klopt.\n")


def test_what_deserves_a_thought_is_said_and_is_no_mistake():
    code, said = scheme("check", REGIONS / "examples/katwijk-volwassen.yaml")

    assert code == 0
    assert "Let op: amount: het bedrag is nog niet ingevuld" in said


def test_a_wrong_scheme_is_told_line_by_line_with_what_would_be_right(tmp_path: Path):
    wrong = tmp_path / "fout.yaml"
    wrong.write_text(HILVERSUM.read_text().replace("euros: 50,", "euro: 50,").replace("[caregiver, both]", "[mantelzorger]"))
    line = wrong.read_text()[: wrong.read_text().index("applicants:")].count("\n") + 1
    code, said = scheme("check", wrong)

    assert code == 1
    assert f"fout.yaml:{line}: applicants: mantelzorger bestaat niet; bedoelt u caregiver? Kies uit caregiver, care-recipient" in said
    assert "euro: kennen wij hier niet; bedoelt u euros?" in said
    assert said.endswith("3 fouten in fout.yaml.\n")


@pytest.mark.parametrize("arguments", [("check", "nergens.yaml"), ("try", "nergens.yaml", PEOPLE), ("try", HILVERSUM, "nergens.yaml")])
def test_a_file_that_is_not_there_is_missing(arguments: tuple[object, ...]):
    assert scheme(*arguments)[0] == 3


def test_trying_out_tells_the_decision_the_amount_each_condition_and_its_fact():
    code, said = scheme("try", HILVERSUM, PEOPLE)
    first = said.partition("\n\n")[0].splitlines()

    assert code == 0
    assert first[:3] == [
        "Een dochter vraagt zelf aan voor de zorg voor haar moeder",
        "  Voorstel: toekennen. Dit mag zonder medewerker.",
        "  dochter: € 50, geld, voor de mantelzorger",
    ]
    assert "    [voldaan] De zorgvrager woont in de gemeente van deze regeling. (woont in Hilversum)" in first
    assert "    [niet voldaan] De zorgvrager woont in de gemeente van deze regeling. (woont in Huizen)" in said.splitlines()
    assert "    [niet bekend] De zorgvrager woont in de gemeente van deze regeling. (niet bekend)" in said.splitlines()
    assert said.endswith("6 aanvragen geprobeerd met hilversum-mantelzorgwaardering@2024-01-01.\n")


def test_a_pool_is_divided_as_if_these_were_all_applications_of_the_year():
    code, said = scheme("try", REGIONS / "examples/roosendaal-2018.yaml", REGIONS / "examples/people/roosendaal-2018.yaml")

    assert code == 0
    assert "  partner: bedrag nog niet bekend, geld, voor de mantelzorger\n" in said
    assert (
        "Als dit alle aanvragen van het jaar waren:\n"
        "  aanvraag-1: partner € 50.000\n"
        "  aanvraag-2: oudste € 16.666,67, jongste € 16.666,67\n"
        "  aanvraag-3: broer € 16.666,66\n"
        "  € 100.000 is verdeeld over 2 delen.\n"
    ) in said


def test_an_expectation_that_does_not_come_true_is_told_and_counts(tmp_path: Path):
    people = tmp_path / "mensen.yaml"
    people.write_text(PEOPLE.read_text().replace("euros: [50]", "euros: [75]", 1))
    code, said = scheme("try", HILVERSUM, people)

    assert code == 1
    assert "  ANDERS: verwacht was € 75, het werd € 50\n" in said
    assert said.endswith("; 1 anders dan verwacht.\n")


def test_example_people_with_a_mistake_are_told_line_by_line(tmp_path: Path):
    people = tmp_path / "mensen.yaml"
    people.write_text("applications:\n  - name: Wie\n    received_on: morgen\n    by: caregiver\n    caregivers: [{key: a, hours: 3}]\n")
    code, said = scheme("try", HILVERSUM, people)

    assert code == 1
    assert said.splitlines() == [
        "mensen.yaml:3: received_on: moet een dag zijn, zoals 2026-10-01",
        "mensen.yaml:5: hours: kennen wij hier niet; bedoelt u hours_a_week?",
        "2 fouten in mensen.yaml.",
    ]


def test_a_program_can_read_it_too():
    code, said = scheme("try", HILVERSUM, PEOPLE, "--json")
    first = json.loads(said.splitlines()[0])

    assert code == 0
    assert (first["proposal"], first["automatic"], first["shares"][0]["cents"]) == ("grant", True, 5_000)
    assert {"condition", "verdict", "sentence", "fact"} <= first["judged"][0].keys()


def test_the_schema_is_written_for_an_editor():
    assert json.loads(scheme("schema")[1])["$id"] == "/deploy/regions/scheme.schema.json"
    assert json.loads(scheme("schema", "--people")[1])["$id"] == "/deploy/regions/scheme-people.schema.json"


def test_a_region_is_checked_with_its_schemes(tmp_path: Path):
    gooi = Path(shutil.copytree(REGIONS / "gooi", tmp_path / "gooi"))
    (gooi / "waardering" / "huizen-activiteiten.yaml").write_text("key: huizen\n")
    result = CliRunner().invoke(app, ["check-region", str(gooi)])

    assert result.exit_code == 1
    assert "waardering/huizen-activiteiten.yaml:1: amount: ontbreekt; voeg deze regel toe" in result.output


def test_who_would_be_in_a_sample_of_a_fixed_number_is_said_when_all_were_tried(tmp_path: Path):
    counted = tmp_path / "hilversum.yaml"
    text = "\n".join(line for line in HILVERSUM.read_text(encoding="utf-8").splitlines() if not line.startswith("proof:"))
    counted.write_text(
        text + "\nproof: {by: trust, spot_checks: {number: 1, seed: waterlandplein, when: after-payment}}\n", encoding="utf-8"
    )
    _, said = scheme("try", counted, PEOPLE)
    drawn = [line for line in said.splitlines() if line.startswith("Steekproef van ")]

    assert drawn
    assert all(line.split(": ")[1].startswith(("aanvraag-", "niemand")) and ", aanvraag" not in line for line in drawn)
