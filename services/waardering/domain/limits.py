"""Judges how it is shown and how often it may be given: proof, spot check, and the caps on grants and caregivers."""

from collections.abc import Iterator, Sequence

from services.waardering.domain import names
from services.waardering.domain.assessment import Judged, Sampled
from services.waardering.domain.calendar import add_months
from services.waardering.domain.cases import answer_to, fits
from services.waardering.domain.conditions import Cap, Proof, Question
from services.waardering.domain.dutch import NOT_KNOWN, both, either, several
from services.waardering.domain.excusing import excused
from services.waardering.domain.facts import Answer, Caregiver, EarlierGrant, Facts
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.who import verdict
from services.waardering.domain.words import Condition, EvidenceKind

PER = {
    "recipient": "zorgvrager",
    "household": "huishouden van de zorgvrager",
    "address": "adres van de zorgvrager",
    "caregiver": "mantelzorger",
    "caregiver-of-recipient": "mantelzorger, voor dezelfde zorgvrager,",
    "caregiver-household": "huishouden van de mantelzorger",
    "caregiver-address": "adres van de mantelzorger",
}
OF_THE_CAREGIVER = ("caregiver", "caregiver-of-recipient", "caregiver-household", "caregiver-address")


def of_the_application(scheme: Scheme, facts: Facts, sampled: Sampled | None) -> Iterator[Judged]:
    for question in scheme.questions:
        if question.of != "caregiver":
            yield from _question(question, answer_to(question.key, scheme, facts, None), None)
    yield from _proof(scheme, facts, sampled)
    for cap in scheme.caps:
        if cap.per not in OF_THE_CAREGIVER and cap.cents is None:
            key, count = whose(cap, facts, None), None
            if key is not None and cap.grants is not None:
                count = len({one.application for one in counted(cap, scheme, facts, key)}) + 1
            elif key is not None:
                count = len({one.caregiver for one in counted(cap, scheme, facts, key)} | {her.key for her in facts.caregivers})
            yield _capped(cap, count, None)


def of_a_caregiver(scheme: Scheme, facts: Facts, her: Caregiver) -> Iterator[Judged]:
    for question in scheme.questions:
        if question.of == "caregiver":
            yield from _question(question, her.answers.get(question.key), her.key)
    for cap in scheme.caps:
        if cap.per in OF_THE_CAREGIVER and cap.cents is None:
            key, count = whose(cap, facts, her), None
            if key is not None and cap.grants is not None:
                count = len({one.application for one in counted(cap, scheme, facts, key)}) + 1
            elif key is not None:
                before_her = facts.caregivers[: facts.caregivers.index(her)]
                same = {other.key for other in before_her if whose(cap, facts, other) == key}
                count = len({one.caregiver for one in counted(cap, scheme, facts, key)} | same | {her.key})
            yield _capped(cap, count, her.key)


def whose(cap: Cap, facts: Facts, her: Caregiver | None) -> str | None:
    """The person, household or address that this cap counts for; None where it is not known."""
    him = facts.recipient
    return {
        "recipient": him.key if him else None,
        "household": him.household if him else None,
        "address": him.address if him else None,
        "caregiver": her.key if her else None,
        "caregiver-of-recipient": f"{her.key}/{him.key}" if her and him else None,
        "caregiver-household": her.household if her else None,
        "caregiver-address": her.address if her else None,
    }[cap.per]


def counted(cap: Cap, scheme: Scheme, facts: Facts, key: str) -> Sequence[EarlierGrant]:
    """Earlier grants that count for this cap."""
    year, on, schemes = scheme.year_of(facts.received_on), facts.received_on, {scheme.key, *cap.also}
    now = scheme.window.at(on)
    found = [one for one in facts.earlier if one.scheme in schemes and one.application != facts.application and _of(cap, one) == key]
    if cap.within == "year" or (cap.within == "period" and now is None):
        return [one for one in found if year - cap.years < one.year <= year]
    if cap.within == "period" and now is not None:
        return [one for one in found if (then := scheme.window.at(one.asked_on or one.on)) and then.opens == now.opens]
    if cap.within == "twelve-months":
        return [one for one in found if add_months(one.on, 12 * cap.years) > on]
    return found


def span(cap: Cap) -> str:
    if cap.within == "period":
        return "per aanvraagperiode"
    if cap.within == "ever":
        return "in totaal"
    if cap.within == "twelve-months":
        return f"in {12 * cap.years} maanden"
    return "per jaar" if cap.years == 1 else f"in {cap.years} jaar"


def _of(cap: Cap, one: EarlierGrant) -> str | None:
    return {
        "recipient": one.recipient,
        "household": one.recipient_household,
        "address": one.recipient_address,
        "caregiver": one.caregiver,
        "caregiver-of-recipient": f"{one.caregiver}/{one.recipient}",
        "caregiver-household": one.caregiver_household,
        "caregiver-address": one.caregiver_address,
    }[cap.per]


def _capped(cap: Cap, count: int | None, about: str | None) -> Judged:
    most = cap.grants or cap.caregivers or 0
    what = several(most, "keer", "keer") if cap.grants else several(most, "mantelzorger", "mantelzorgers")
    told = f"Per {PER[cap.per]} kan de waardering {span(cap)} ten hoogste {'' if cap.grants else 'naar '}{what}."
    fact = NOT_KNOWN if count is None else (f"dit is de {count}e keer" if cap.grants else f"met deze aanvraag {count}")
    return Judged(Condition.CAP, verdict(None if count is None else count <= most), told, fact, about, article=cap.article)


def _question(question: Question, answer: Answer | None, about: str | None) -> Iterator[Judged]:
    if question.right is None or question.condition is None:
        return
    found = fits(answer, question.right)
    yield Judged(Condition.QUESTION, verdict(found), question.condition, _told(question, answer), about, question.key, question.article)


def _told(question: Question, answer: Answer | None) -> str:
    if answer is None:
        return NOT_KNOWN
    if isinstance(answer, bool):
        return f"{question.ask} {'Ja' if answer else 'Nee'}"
    return f"{question.ask} {next((choice.name for choice in question.choices if choice.key == answer), answer)}"


def _proof(scheme: Scheme, facts: Facts, sampled: Sampled | None) -> Iterator[Judged]:
    proof = scheme.proof
    if proof.by == "trust":
        told = "Wat in de aanvraag staat, geloven wij. Bewijs is niet nodig."
        yield Judged(Condition.PROOF, verdict(True), told, "vertrouwen", article=proof.article)
    elif proof.by == "declaration":
        fact = NOT_KNOWN if facts.declared is None else ("ondertekend" if facts.declared else "niet ondertekend")
        told = "De aanvrager heeft ondertekend dat alles klopt."
        yield Judged(Condition.PROOF, verdict(facts.declared), told, fact, article=proof.article)
    for judged in _papers(proof, facts):
        yield excused(judged, proof.unless, scheme, facts, None)
    checks = proof.spot_checks
    if checks is not None and sampled is not None and sampled.drawn and checks.when == "before-decision":
        looked = f" Daarbij kijkt een medewerker naar {both([names.EVIDENCE[one] for one in checks.looks_at])}." if checks.looks_at else ""
        fact = "nog niet gecontroleerd" if facts.checked is None else ("controle is goed" if facts.checked else "controle is niet goed")
        told = f"Deze aanvraag is getrokken voor een steekproef.{looked}"
        yield Judged(Condition.PROOF, verdict(facts.checked), told, fact, article=checks.article)


def _papers(proof: Proof, facts: Facts) -> Iterator[Judged]:
    """Each that is needed; or together, where one of them will do."""
    if proof.enough == "all":
        for kind in proof.evidence:
            told = f"Nodig is {names.EVIDENCE[kind]}."
            yield Judged(Condition.PROOF, verdict(facts.evidence.get(kind)), told, _seen(kind, facts), article=proof.article)
        return
    found = [facts.evidence.get(kind) for kind in proof.evidence]
    enough = True if True in found else (None if None in found else False)
    told = f"Nodig is {either([names.EVIDENCE[kind] for kind in proof.evidence])}."
    seen = [f"{names.EVIDENCE[kind]}: {_seen(kind, facts)}" for kind in proof.evidence if kind in facts.evidence]
    yield Judged(Condition.PROOF, verdict(enough), told, "; ".join(seen) or "niet ingeleverd", article=proof.article)


def _seen(kind: EvidenceKind, facts: Facts) -> str:
    if kind not in facts.evidence:
        return "niet ingeleverd"
    return {None: "nog niet bekeken", True: "goed", False: "afgekeurd"}[facts.evidence[kind]]
