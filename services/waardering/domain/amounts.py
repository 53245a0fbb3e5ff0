"""What each caregiver would get: her form, the amount, its division, what caps and the budget leave of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from schemas.words import WaarderingForm
from services.waardering.domain import names
from services.waardering.domain.assessment import Judged, Share
from services.waardering.domain.cases import holds
from services.waardering.domain.dividing import divide, divide_up_to
from services.waardering.domain.dutch import NOT_KNOWN, either, euros, several
from services.waardering.domain.facts import Caregiver, Facts
from services.waardering.domain.giving import Budget, Division, Each, Fixed, Form, InKind, NotSet, PaidTo, Pool, Table
from services.waardering.domain.lengths import months_of_care
from services.waardering.domain.limits import OF_THE_CAREGIVER, PER, counted, span, whose
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.who import verdict
from services.waardering.domain.words import Condition, Verdict


class Unit(NamedTuple):
    """Of which each counts."""

    each: str
    one: str
    many: str


UNITS: Mapping[str, Unit] = {
    "recipient": Unit("iedere zorgvrager", "zorgvrager", "zorgvragers"),
    "month-of-the-year": Unit("iedere maand zorg in dat jaar", "maand zorg", "maanden zorg"),
    "hour-a-week": Unit("ieder uur zorg per week", "uur per week", "uur per week"),
}


@dataclass(frozen=True)
class Given:
    """Shares of those who are left, what was judged on the way, and the division in words."""

    shares: tuple[Share, ...]
    judged: tuple[Judged, ...]
    how_divided: str | None = None


def given(scheme: Scheme, facts: Facts, caregivers: Sequence[Caregiver]) -> Given:
    judged: list[Judged] = []
    forms: dict[str, Form | None] = {}
    for her in caregivers:
        forms[her.key] = _form(scheme, facts, her, [form.id for form in forms.values() if form], judged)
    taking = [her for her in caregivers if (form := forms[her.key]) is None or form.form is not WaarderingForm.NOTHING]
    cents, how_divided = _amounts(scheme, facts, taking, forms, judged)
    shares = tuple(
        Share(
            her.key,
            _payee(scheme, facts, her, judged),
            form.form if (form := forms[her.key]) else None,
            form.id if form else None,
            cents.get(her.key, 0),
            her.turn if scheme.firsts and (form is None or form.form is not WaarderingForm.NOTHING) else None,
        )
        for her in caregivers
    )
    shares = _within_caps(scheme, facts, shares, judged)
    if facts.budget_left_cents is not None and scheme.budget is not None:
        judged += _budget(scheme.budget, facts.budget_left_cents, shares)
    if facts.grants_left is not None and scheme.budget is not None and scheme.budget.grants is not None:
        judged += _places(scheme.budget, facts.grants_left, places(scheme, shares))
    return Given(shares, tuple(judged), how_divided)


def _payee(scheme: Scheme, facts: Facts, her: Caregiver, judged: list[Judged]) -> PaidTo:
    for one in scheme.payout.instead:
        found = holds(one.when, scheme, facts, her)
        if found is None:
            told = "Wie de waardering krijgt, hangt af van iets wat nog niet bekend is."
            judged.append(Judged(Condition.FORM, Verdict.UNKNOWN, told, NOT_KNOWN, her.key, article=scheme.payout.article))
            return scheme.payout.to
        if found:
            return one.to
    return scheme.payout.to


def _open(form: Form, scheme: Scheme, facts: Facts, her: Caregiver, before: Sequence[str]) -> bool | None:
    """Whether it is meant for her, and there is one left after those before her in this application."""
    meant = True if form.when is None else holds(form.when, scheme, facts, her)
    if form.at_most is None or meant is False:
        return meant
    if facts.forms_taken is None:
        return None
    return meant if facts.forms_taken.get(form.id, 0) + before.count(form.id) < form.at_most else False


def _form(scheme: Scheme, facts: Facts, her: Caregiver, before: Sequence[str], judged: list[Judged]) -> Form | None:
    open_to = [(form, _open(form, scheme, facts, her, before)) for form in scheme.forms]
    sure, maybe = [form for form, found in open_to if found], [form for form, found in open_to if found is not False]
    told = f"Kiezen kan uit: {either([form.name for form in maybe])}."
    if her.form is None and her.form_key is None and len(scheme.forms) == 1:
        return scheme.forms[0]
    asked = [form for form in scheme.forms if her.form_key in (None, form.id) and her.form in (None, form.form)]
    chosen = [form for form in asked if form in maybe]
    if len(chosen) > 1 and her.form is not None and her.form_key is None:
        chosen = [form for form in chosen if form.key is None] or chosen  # of several of one form the one that needs no key
    fact = names.FORM[her.form] if her.form else (her.form_key or "nog niet gekozen")
    if (her.form is None and her.form_key is None and len(maybe) > 1) or len(chosen) > 1 or (len(chosen) == 1 and chosen[0] not in sure):
        judged.append(Judged(Condition.FORM, Verdict.UNKNOWN, told, fact, her.key))
        return None
    if not chosen and any(_may_run_out(form) for form in asked):
        told = f"Wat is gekozen, is op voor dit jaar. {told}"
        judged.append(Judged(Condition.FORM, Verdict.UNKNOWN, told, fact, her.key))
        return None
    if not chosen:
        told = told if maybe else "Voor deze mantelzorger heeft de regeling geen vorm."
        judged.append(Judged(Condition.FORM, Verdict.NOT_MET, told, fact, her.key))
        return None
    if len(scheme.forms) > 1:
        judged.append(Judged(Condition.FORM, Verdict.MET, told, chosen[0].name, her.key, article=chosen[0].article))
    return chosen[0]


def _may_run_out(form: Form) -> bool:
    return form.at_most is not None or any(when.first is not None for when in form.when or ())


def _amounts(
    scheme: Scheme, facts: Facts, taking: Sequence[Caregiver], forms: dict[str, Form | None], judged: list[Judged]
) -> tuple[dict[str, int | None], str | None]:
    """Cents per caregiver; None where it is known later."""
    whole: dict[str, int | None] = {her.key: _whole(scheme, facts, her, forms[her.key], judged) for her in taking}
    if scheme.division is None or not taking:
        return whole, None
    if len(set(whole.values())) > 1:
        told = "Het bedrag verschilt per mantelzorger, en het is er een voor allen samen. Een medewerker bepaalt het."
        judged.append(Judged(Condition.AMOUNT, Verdict.UNKNOWN, told, NOT_KNOWN))
        return dict.fromkeys(whole), None
    total = whole[taking[0].key]
    if total is None:
        return whole, None
    return _divided(scheme.division, total, taking, judged)


def _whole(scheme: Scheme, facts: Facts, her: Caregiver, form: Form | None, judged: list[Judged]) -> int | None:
    """The amount before it is divided."""
    amount = scheme.amount
    if form is not None and form.cents is not None:
        return form.cents
    if isinstance(amount, Fixed):
        return amount.cents
    if isinstance(amount, Each):
        return _each(amount, scheme, facts, her, judged)
    if isinstance(amount, InKind):
        return 0
    if isinstance(amount, Pool):
        return None
    if isinstance(amount, NotSet):
        told = f"Het bedrag staat nog niet in deze regeling. Het staat in: {amount.where}."
        judged.append(Judged(Condition.AMOUNT, Verdict.UNKNOWN, told, NOT_KNOWN, her.key, article=amount.article))
        return None
    return _from_table(amount, scheme, facts, her, judged)


def _each(amount: Each, scheme: Scheme, facts: Facts, her: Caregiver, judged: list[Judged]) -> int | None:
    year = scheme.year_of(facts.received_on)
    number = {
        "recipient": her.recipients,
        "month-of-the-year": months_of_care(her, facts.received_on, first=date(year, 1, 1), last=date(year, 12, 31)),
        "hour-a-week": her.hours_a_week,
    }[amount.of]
    what = UNITS[amount.of]
    told = f"Het bedrag is {euros(amount.cents)} voor {what.each}" + (
        f", ten hoogste {euros(amount.most_cents)}." if amount.most_cents is not None else "."
    )
    if number is None:
        judged.append(Judged(Condition.AMOUNT, Verdict.UNKNOWN, told, NOT_KNOWN, her.key, article=amount.article))
        return None
    fact = several(number, what.one, what.many)
    judged.append(Judged(Condition.AMOUNT, verdict(number > 0), told, fact, her.key, article=amount.article))
    cents = number * amount.cents
    return cents if amount.most_cents is None else min(cents, amount.most_cents)


def _from_table(table: Table, scheme: Scheme, facts: Facts, her: Caregiver, judged: list[Judged]) -> int | None:
    for row in table.rows:
        found = holds(row.when, scheme, facts, her)
        if found is None:
            told = "De hoogte van het bedrag hangt af van iets wat nog niet bekend is."
            judged.append(Judged(Condition.AMOUNT, Verdict.UNKNOWN, told, NOT_KNOWN, her.key, article=table.article))
            return None
        if found:
            return row.cents
    if table.otherwise_cents is None:
        told = "Voor deze situatie geeft de regeling geen bedrag."
        judged.append(Judged(Condition.AMOUNT, Verdict.NOT_MET, told, "in geen van de gevallen", her.key, article=table.article))
        return 0
    return table.otherwise_cents


def _divided(division: Division, total: int, taking: Sequence[Caregiver], judged: list[Judged]) -> tuple[dict[str, int | None], str | None]:
    keys, chosen = [her.key for her in taking], [her.chosen_cents for her in taking]
    by_choice = division.how == "chosen" or (division.how == "equal-or-chosen" and any(cents is not None for cents in chosen))
    if len(taking) == 1 and chosen[0] is None:
        return {keys[0]: total}, None
    if not by_choice:
        split = divide(total, [1] * len(taking), step=division.step_cents)
        _not_too_small(division, split.shares, judged)
        return dict(zip(keys, split.shares, strict=True)), split.rule
    if None in chosen:
        told = "De aanvrager verdeelt het bedrag. Niet voor iedereen is een deel genoemd."
        judged.append(Judged(Condition.DIVISION, Verdict.UNKNOWN, told, NOT_KNOWN, article=division.article))
        return dict.fromkeys(keys), None
    shares = tuple(cents for cents in chosen if cents is not None)
    adds_up = sum(shares) == total and all(cents % division.step_cents == 0 for cents in shares)
    told = f"De delen zijn samen {euros(total)}."
    judged.append(Judged(Condition.DIVISION, verdict(adds_up), told, f"samen {euros(sum(shares))}", article=division.article))
    _not_too_small(division, shares, judged)
    if not adds_up:
        return dict.fromkeys(keys), None
    return dict(zip(keys, shares, strict=True)), "De aanvrager heeft het bedrag zelf verdeeld."


def _not_too_small(division: Division, shares: Sequence[int], judged: list[Judged]) -> None:
    if division.least_cents is not None and min(shares) < division.least_cents:
        told = f"Ieder deel is {euros(division.least_cents)} of meer."
        judged.append(Judged(Condition.DIVISION, Verdict.NOT_MET, told, f"het kleinste deel is {euros(min(shares))}"))


def _within_caps(scheme: Scheme, facts: Facts, shares: tuple[Share, ...], judged: list[Judged]) -> tuple[Share, ...]:
    """Caps in euros take off what is above them; then it is a lower amount, for a person to decide."""
    by_key = {her.key: her for her in facts.caregivers}
    for cap in scheme.caps:
        if cap.cents is None:
            continue
        groups: dict[str | None, list[Share]] = {}
        for share in shares:
            groups.setdefault(whose(cap, facts, by_key[share.caregiver]), []).append(share)
        changed: dict[str, int] = {}
        for key, together in groups.items():
            about = together[0].caregiver if cap.per in OF_THE_CAREGIVER else None
            told = f"Per {PER[cap.per]} is er {span(cap)} ten hoogste {euros(cap.cents)}."
            if key is None:
                judged.append(Judged(Condition.CAP, Verdict.UNKNOWN, told, NOT_KNOWN, about, article=cap.article))
                continue
            left = max(0, cap.cents - sum(one.cents for one in counted(cap, scheme, facts, key)))
            claims = [share.cents or 0 for share in together]
            enough = sum(claims) <= left
            fact = f"er kan nog {euros(left)} bij"
            partly = not enough and left > 0
            judged.append(Judged(Condition.CAP, verdict(enough), told, fact, about, article=cap.article, partly=partly))
            if not enough:
                less = divide_up_to(left, claims, claims).shares
                changed |= {share.caregiver: cents for share, cents in zip(together, less, strict=True) if share.cents is not None}
        shares = tuple(replace(share, cents=changed.get(share.caregiver, share.cents)) for share in shares)
    return shares


def places(scheme: Scheme, shares: Sequence[Share]) -> int:
    """How many of a counted budget's grants this takes; who wants nothing takes none."""
    taking = [share for share in shares if share.form is not WaarderingForm.NOTHING]
    return min(len(taking), 1) if getattr(scheme.amount, "per", None) == "recipient" else len(taking)


def _places(budget: Budget, left: int, needed: int) -> list[Judged]:
    told = f"Per jaar kan het {several(budget.grants or 0, 'keer', 'keer')}."
    fact = f"het kan nog {max(0, left)} keer"
    if needed <= left:
        return [Judged(Condition.BUDGET, Verdict.MET, told, fact, article=budget.article)]
    return [_used_up(budget, f"{told} Dat aantal is bereikt.", fact)]


def _budget(budget: Budget, left: int, shares: Sequence[Share]) -> list[Judged]:
    needed = sum(share.cents or 0 for share in shares)
    fact = f"er is nog {euros(max(0, left))}"
    if needed <= left or budget.at_end == "pro-rata":
        return [Judged(Condition.BUDGET, Verdict.MET, "Er is genoeg geld in het budget.", fact, article=budget.article)]
    return [_used_up(budget, "Het budget is op.", fact)]


def _used_up(budget: Budget, what: str, fact: str) -> Judged:
    then = {
        "wait-list": " De aanvraag komt op de wachtlijst, op volgorde van ontvangst.",
        "top-up": " Een medewerker vraagt of er bij kan.",
        "draw": " Het lot beslist, na de periode van aanvragen.",
    }.get(budget.at_end, "")
    found = Verdict.NOT_MET if budget.at_end == "stop" and budget.published else Verdict.UNKNOWN
    return Judged(Condition.BUDGET, found, f"{what}{then}", fact, article=budget.article)
