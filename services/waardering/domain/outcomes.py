"""An assessment in plain Dutch: the proposal, who decides, and what each payee gets."""

from schemas.words import WaarderingForm
from services.waardering.domain import names
from services.waardering.domain.assessment import Assessment, Share
from services.waardering.domain.dutch import euros
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.words import Proposal, Verdict

DECISIONS = {
    Proposal.GRANT: "toekennen",
    Proposal.PART: "voor een deel toekennen",
    Proposal.REFUSE: "afwijzen",
    Proposal.ASK: "eerst navragen wat niet bekend is",
}
VERDICTS = {Verdict.MET: "voldaan", Verdict.NOT_MET: "niet voldaan", Verdict.UNKNOWN: "niet bekend"}
TO = {
    "caregiver": "voor de mantelzorger",
    "recipient": "via de zorgvrager",
    "applicant": "via wie aanvraagt",
    "programme": "via het programma",
}


def who_decides(assessment: Assessment) -> str:
    return "Dit mag zonder medewerker." if assessment.automatic else " ".join(assessment.why_a_person)


def amount_of(share: Share, scheme: Scheme) -> str:
    """What one caregiver gets and through whom, as the scheme calls it."""
    form = next((one for one in scheme.forms if one.id == share.form_id), None)
    name = form.name if form else names.FORM[share.form] if share.form else "vorm nog niet gekozen"
    if share.form is WaarderingForm.NOTHING:
        return name
    worth = "bedrag nog niet bekend" if share.cents is None else euros(share.cents)
    return f"{worth}, {name}" if form and form.donated_to else f"{worth}, {name}, {TO[share.payee]}"
