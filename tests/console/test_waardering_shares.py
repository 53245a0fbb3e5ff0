"""Several caregivers divide one amount as they choose: checked together, told all at once, sent in whole cents."""

import pytest

from schemas.api.waardering.schemes import AskedDivision, Place
from services.console import waardering_asks, waardering_reading
from services.console.forms import Form

from .test_waardering_form import TODAY, a_scheme

PEOPLE = ("Anneke", "Joris", "Mies")


def three(*parts: str, **more: str) -> Form:
    typed = {"aantal": "3", "waar": "ja"} | more
    for number, name in enumerate(PEOPLE, start=1):
        typed |= {f"m{number}-voornaam": name, f"m{number}-achternaam": "Zand"}
        typed.setdefault(f"m{number}-vorm", "money")
    typed |= {f"m{number}-deel": part for number, part in enumerate(parts, start=1)}
    return Form.filled(**typed)


def errors(form: Form, **division: object) -> dict[str, str]:
    said = AskedDivision.model_validate({"total_cents": 15_000, "equal_too": True} | division)
    scheme = a_scheme("shares").model_copy(update={"division": said})
    waardering_reading.check(scheme, form, waardering_asks.all_asks(scheme, form), TODAY)
    return form.errors


@pytest.mark.parametrize("parts", [(), ("50", "50", "50"), ("100", "33,33", "16.67"), ("€ 75", "75", "0")])
def test_parts_that_add_up_or_stay_empty_are_taken(parts: tuple[str, ...]) -> None:
    assert errors(three(*parts)) == {}


def test_parts_that_do_not_add_up_say_what_they_are_and_should_be() -> None:
    assert errors(three("50", "50", "40")) == {"m1-deel": "De delen zijn samen €\u00a0140. Dat moet €\u00a0150 zijn"}


def test_everything_that_is_wrong_with_the_parts_is_told_at_once() -> None:
    found = errors(three("veel", "", "150"))

    assert found == {
        "m1-deel": "Vul een bedrag in, zoals 50 of 33,33",
        "m2-deel": "Vul ook hier een bedrag in, of laat alle delen leeg",
    }


def test_who_has_to_divide_may_not_leave_it_open() -> None:
    assert set(errors(three(), equal_too=False)) == {"m1-deel", "m2-deel", "m3-deel"}


def test_a_part_is_no_smaller_than_the_scheme_allows_and_in_its_steps() -> None:
    found = errors(three("5", "20,50", "124,50"), least_cents=1000, step_cents=500)

    assert found["m1-deel"] == "Een deel is €\u00a010 of meer"
    assert found["m2-deel"] == "Rond af op €\u00a05"


def test_who_wants_nothing_has_no_part() -> None:
    form = three("100", "", "50", **{"m2-vorm": "nothing"})
    scheme = a_scheme("shares").model_copy(update={"division": AskedDivision(total_cents=15_000, equal_too=True)})

    assert errors(form) == {}
    assert [one.chosen_cents for one in waardering_reading.application(scheme, form).caregivers] == [10_000, None, 5_000]


def test_in_a_scheme_of_several_municipalities_one_says_in_which_one_lived() -> None:
    places = (Place(code="GM0376", name="Blaricum"), Place(code="GM0417", name="Laren"))
    scheme = a_scheme("caregiver-lived").model_copy(update={"municipalities": ("GM0376", "GM0417"), "places": places})
    typed = {"m1-voornaam": "Anneke", "m1-achternaam": "Zand", "m1-woont-sinds": "2020-01-01"}
    (in_laren,) = waardering_reading.application(scheme, Form.filled(**typed, **{"m1-gemeente": "GM0417"})).caregivers
    (elsewhere,) = waardering_reading.application(scheme, Form.filled(**typed, **{"m1-gemeente": "elders"})).caregivers

    assert [one.municipality for one in in_laren.lived] == ["GM0417"]
    assert elsewhere.lived == ()
