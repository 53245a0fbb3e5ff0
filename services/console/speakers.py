"""Who said yes or no for one of the two people, read from the desk's form: herself, a parent, or who decides for her."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kernel.refusals import BadInput, InputError
from schemas.api.intake import Representative
from schemas.words import Described, OwnYes, Representation, SaidBy
from services.console.forms import Form

FIELDS: Mapping[Described, str] = {Described.CAREGIVER: "zorgt", Described.CARE_RECIPIENT: "krijgt"}
LONGEST_NAME = 100
GROWN_UP = "Vanaf 16 jaar zegt iemand zelf ja of nee. Kies ‘zelf’ of een vertegenwoordiger."


@dataclass(frozen=True)
class Speaker:
    by: SaidBy = SaidBy.SELF
    representative: Representative | None = None
    reason: OwnYes | None = None

    def why(self, *, given: bool) -> OwnYes | None:
        """Only a yes needs a reason."""
        return self.reason if given else None


def read(form: Form, person: Described) -> Speaker:
    field = FIELDS[person]
    by = form.code(f"door-{field}", SaidBy) or SaidBy.SELF
    if by is SaidBy.REPRESENTATIVE:
        name = form.need(f"naam-{field}", "Vul de naam in van wie beslist")
        ground = form.code(f"grond-{field}", Representation, "Kies waarom die persoon mag beslissen")
        if len(name) > LONGEST_NAME:
            form.wrong(f"naam-{field}", f"Maak de naam korter: hooguit {LONGEST_NAME} tekens")
        if form.errors or ground is None:
            return Speaker(by)
        return Speaker(by, Representative(name=name, ground=ground))
    free = by is SaidBy.SELF and person is Described.CAREGIVER and form.has("gratis", "ja")
    return Speaker(by, reason=OwnYes.OFFERED_DIRECTLY_FREE if free else None)


def placed(form: Form, error: InputError, said: Sequence[Described]) -> bool:
    """Whether it was about who answered; then it is told there."""
    _, _, rest = error.pointer.partition("/consents/")
    number, _, field = rest.partition("/")
    person = FIELDS[said[int(number)]] if number.isdecimal() and int(number) < len(said) else FIELDS[Described.CAREGIVER]
    if field == "by":
        form.wrong(f"door-{person}", GROWN_UP)
    elif field == "reason":
        form.wrong("gratis", "Dit geldt alleen voor wie jonger is dan 16")
    elif error.pointer.startswith("/representative") or field.startswith("representative"):
        form.wrong(f"naam-{person}", "Vul alleen de naam in van wie beslist, zonder BSN")
    else:
        return False
    return True


def blame(form: Form, refused: BadInput, said: Sequence[Described]) -> None:
    """A refusal at the field of whom it is about. `said`: of whom each consent that was sent tells."""
    for error in refused.errors:
        placed(form, error, said)
    if not form.errors:
        form.wrong("datum", refused.in_dutch or "Vul een dag in die al geweest is")
