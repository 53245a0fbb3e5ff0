"""The code lists of a scheme: what may stand in its file, and what is judged."""

from enum import StrEnum

from schemas.words import RefusalReason


class Audience(StrEnum):
    """For whom a scheme is; where its line between young and adult lies is the scheme's own age."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    YOUNG = "young"


class Exclusion(StrEnum):
    """What keeps someone out of a scheme; each is a question with yes or no."""

    VOLUNTEER = "volunteer"
    PAID_CARE = "paid-care"
    """Is paid for it, also from the recipient's own budget (pgb)."""
    USUAL_CARE = "usual-care"
    """Does no more than members of a household do for each other."""
    SHARES_HOME = "shares-home"
    LIVES_ELSEWHERE = "lives-elsewhere"
    """As where only who lives in the same home is meant."""
    RECEIVES_CARE = "receives-care"
    """Is a care recipient herself."""
    GRANTED_ELSEWHERE = "granted-elsewhere"
    """Gets this year's appreciation from another municipality."""
    RECIPIENT_IN_INSTITUTION = "recipient-in-institution"
    RECIPIENT_GETS_ONE = "recipient-gets-one"
    """The recipient is granted one as a caregiver."""

    @property
    def of_the_recipient(self) -> bool:
        return self in (Exclusion.RECIPIENT_IN_INSTITUTION, Exclusion.RECIPIENT_GETS_ONE)


class EvidenceKind(StrEnum):
    RECIPIENT_SIGNATURE = "recipient-signature"
    CAREGIVER_SIGNATURE = "caregiver-signature"
    INDICATION_DECISION = "indication-decision"
    DOCTOR_STATEMENT = "doctor-statement"
    CARE_PLAN = "care-plan"
    SCHOOL_STATEMENT = "school-statement"
    IDENTITY = "identity"
    BANK_STATEMENT = "bank-statement"
    INCOME_STATEMENT = "income-statement"
    OTHER = "other"


class LateReason(StrEnum):
    ILLNESS = "illness"
    BEREAVEMENT = "bereavement"
    CRISIS = "crisis"
    NOT_INFORMED = "not-informed"
    """Nobody had told her, and that was the municipality's to do."""
    OUR_MISTAKE = "our-mistake"
    OTHER = "other"


class CareLaw(StrEnum):
    WMO = "wmo"
    WLZ = "wlz"
    ZVW = "zvw"
    JEUGDWET = "jeugdwet"


class Country(StrEnum):
    """Where someone lives: here, with a neighbour, or elsewhere."""

    NL = "NL"
    BE = "BE"
    DE = "DE"
    LU = "LU"
    FR = "FR"
    GB = "GB"
    OTHER = "other"


class Household(StrEnum):
    SINGLE = "single"
    SINGLE_PARENT = "single-parent"
    COUPLE = "couple"


class Verdict(StrEnum):
    MET = "met"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"


class Proposal(StrEnum):
    """What the rules make of the facts; only a full grant may become a decision without a person."""

    GRANT = "grant"
    PART = "part"
    """Less than was asked, or not for every caregiver."""
    REFUSE = "refuse"
    ASK = "ask"
    """Something is unknown: she is asked, or a person finds out."""


class Condition(StrEnum):
    """What is judged of an application."""

    APPLICANT = "applicant"
    VIA = "via"
    WINDOW = "window"
    CAREGIVERS = "caregivers"
    RESIDENCE = "residence"
    DECEASED = "deceased"
    RELATION = "relation"
    EXCLUSION = "exclusion"
    CAREGIVER_AGE = "caregiver-age"
    RECIPIENT_AGE = "recipient-age"
    REGISTRATION = "registration"
    HOURS = "hours"
    DURATION = "duration"
    INDICATION = "indication"
    INCOME = "income"
    QUESTION = "question"
    PROOF = "proof"
    CAP = "cap"
    FORM = "form"
    DIVISION = "division"
    AMOUNT = "amount"
    BUDGET = "budget"

    @property
    def reason(self) -> RefusalReason:
        """Under which reason a refusal is counted."""
        return _REASONS.get(self, RefusalReason.CONDITION)


_REASONS = {
    Condition.APPLICANT: RefusalReason.WRONG_APPLICANT,
    Condition.WINDOW: RefusalReason.OUTSIDE_WINDOW,
    Condition.CAREGIVERS: RefusalReason.CAP_REACHED,
    Condition.RESIDENCE: RefusalReason.RESIDENCE,
    Condition.RELATION: RefusalReason.RELATION,
    Condition.EXCLUSION: RefusalReason.EXCLUDED,
    Condition.CAREGIVER_AGE: RefusalReason.AGE,
    Condition.RECIPIENT_AGE: RefusalReason.AGE,
    Condition.REGISTRATION: RefusalReason.NOT_REGISTERED,
    Condition.HOURS: RefusalReason.HOURS,
    Condition.DURATION: RefusalReason.DURATION,
    Condition.INCOME: RefusalReason.INCOME,
    Condition.PROOF: RefusalReason.EVIDENCE,
    Condition.CAP: RefusalReason.CAP_REACHED,
    Condition.BUDGET: RefusalReason.BUDGET_EXHAUSTED,
}
