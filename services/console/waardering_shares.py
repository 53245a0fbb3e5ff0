"""Several caregivers on one application: the parts that whoever asks chose, read in euros and checked together."""

import re
from collections.abc import Sequence
from typing import Final

from schemas.api.waardering.schemes import AskedDivision, SchemeForm
from schemas.words import WaarderingForm
from services.console.forms import Form
from services.console.waardering_asks import Ask, number_of_caregivers, spoken

MONEY: Final = re.compile(r"(\d{1,6})(?:[.,](\d{2}))?")


def cents(text: str) -> int | None:
    """As people type it: 50, 33,33 or € 50."""
    found = MONEY.fullmatch(text.replace("€", "").strip())
    return int(found[1]) * 100 + int(found[2] or 0) if found else None


def check(scheme: SchemeForm, form: Form, asks: Sequence[Ask]) -> None:
    """All parts at once: each an amount, and together what the scheme gives."""
    names = [ask.name for ask in asks if ask.kind == "money" and _takes(scheme, form, ask.name.partition("-")[0])]
    said = scheme.division
    if said is None or not names:
        return
    typed = {name: form.text(name) for name in names}
    if not any(typed.values()):
        if not said.equal_too:
            for name in names:
                form.wrong(name, "Vul in hoeveel euro deze mantelzorger krijgt")
        return
    for name, text in typed.items():
        wrong = _wrong_alone(said, text)
        if wrong:
            form.wrong(name, wrong)
    parts = [cents(text) for text in typed.values()]
    known = [one for one in parts if one is not None]
    if len(known) == len(parts) and said.total_cents is not None and sum(known) != said.total_cents:
        told = f"De delen zijn samen {spoken(sum(known))}. Dat moet {spoken(said.total_cents)} zijn"
        form.wrong(names[0], told)


def _wrong_alone(said: AskedDivision, text: str) -> str:
    if not text:
        return "Vul ook hier een bedrag in, of laat alle delen leeg" if said.equal_too else "Vul in hoeveel euro deze mantelzorger krijgt"
    part = cents(text)
    if part is None:
        return "Vul een bedrag in, zoals 50 of 33,33"
    if said.least_cents is not None and part < said.least_cents:
        return f"Een deel is {spoken(said.least_cents)} of meer"
    if part % said.step_cents:
        return f"Rond af op {spoken(said.step_cents)}"
    return ""


def _takes(scheme: SchemeForm, form: Form, who: str) -> bool:
    """Who chose to get nothing has no part."""
    chosen = form.text(f"{who}-vorm")
    return not any(one.form is WaarderingForm.NOTHING for one in scheme.forms if (one.key or one.form.value) == chosen)


def part_of(scheme: SchemeForm, form: Form, who: str) -> int | None:
    """Of who stands alone there is nothing to divide."""
    if number_of_caregivers(form, scheme) == 1 or not _takes(scheme, form, who):
        return None
    return cents(form.text(f"{who}-deel"))
