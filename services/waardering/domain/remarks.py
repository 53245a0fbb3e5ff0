"""What is allowed in a scheme and deserves a second thought before it goes live."""

from collections.abc import Iterator

from schemas.words import Applicant, AppliedVia, WaarderingForm
from services.waardering.domain.conditions import Cap
from services.waardering.domain.giving import NotSet, Pool, Table
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.words import Exclusion


def remarks(scheme: Scheme) -> tuple[str, ...]:
    """In plain Dutch; empty when there is nothing to say."""
    return (*_law(scheme), *_ways(scheme), *_gifts(scheme), *_burden(scheme))


def _law(scheme: Scheme) -> Iterator[str]:
    if scheme.legal_nature.kind == "decision" and not scheme.legal_nature.rules:
        yield "legal_nature: noem bij rules de verordening en de nadere regels; een afwijzing moet het artikel noemen."
    if scheme.budget and scheme.budget.at_end == "stop" and not scheme.budget.published:
        yield "budget: weigeren omdat het op is, kan alleen als de grens vooraf bekend is gemaakt (published)."
    if scheme.residence is None or scheme.residence.who == "caregiver":
        yield "residence: de gemeente waar de zorgvrager woont, is verantwoordelijk voor de waardering (Wmo 2.1.6). Klopt dit zo?"


def _ways(scheme: Scheme) -> Iterator[str]:
    if Applicant.PROGRAMME in scheme.applicants and AppliedVia.PROGRAMME not in scheme.via:
        yield "via: een programma mag aanvragen, maar programme staat niet bij via. Dan kan het alleen via een van de andere wegen."


def _gifts(scheme: Scheme) -> Iterator[str]:
    if isinstance(scheme.amount, NotSet):
        yield "amount: het bedrag is nog niet ingevuld; tot dan beslist een medewerker over iedere aanvraag."
    if isinstance(scheme.amount, Table) and scheme.amount.otherwise_cents is None:
        yield "amount: wie in geen van de gevallen past, krijgt niets. Zet er otherwise bij als dat niet de bedoeling is."
    if isinstance(scheme.amount, Pool) and scheme.legal_nature.kind == "decision":
        yield "amount: bij een pool gaan er twee brieven uit: dat er is toegekend, en later het bedrag."
    if len(scheme.choice) == 1 and scheme.choice[0].form is WaarderingForm.MONEY and len(scheme.forms) == 1:
        yield "forms: in Katwijk wilde 25 tot 30 procent geen geld. Denk aan een keuze, of aan nothing: niets, met dank."


def _burden(scheme: Scheme) -> Iterator[str]:
    if scheme.proof.by == "evidence":
        yield "proof: bewijs vragen kost mensen moeite. Vertrouwen met een steekproef doet vaak hetzelfde."
    if not scheme.caps and not isinstance(scheme.amount, Pool):
        yield "caps: niets zegt hoe vaak iemand dit kan krijgen. Denk aan {per: recipient, grants: 1} of {per: caregiver, grants: 1}."
    if _once(scheme.caps) and Exclusion.GRANTED_ELSEWHERE in {one.who for one in scheme.exclusions}:
        yield "exclusions: van andere gemeenten weet dit systeem niets; granted-elsewhere is een vraag aan de aanvrager."


def _once(caps: tuple[Cap, ...]) -> bool:
    return any(cap.per == "caregiver" for cap in caps)
