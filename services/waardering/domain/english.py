"""How amounts, days and the codes of a scheme are written for who reads English."""

from datetime import date

from schemas.words import CaseKind, CaseOutcome, RefusalReason, WaarderingForm

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
FORM = {
    WaarderingForm.MONEY: "money",
    WaarderingForm.VOUCHER: "a gift voucher",
    WaarderingForm.CARD: "a card with credit",
    WaarderingForm.GIFT: "a present",
    WaarderingForm.ACTIVITY: "an activity",
    WaarderingForm.NOTHING: "our thanks, as you asked for nothing",
}
WHY = {
    RefusalReason.WRONG_APPLICANT: "Someone else has to apply.",
    RefusalReason.RESIDENCE: "The person who gives or receives care does not live in the right municipality.",
    RefusalReason.RELATION: "The relation between the person who gives care and the person who receives it does not fit the rules.",
    RefusalReason.EXCLUDED: "The scheme is not meant for this situation.",
    RefusalReason.AGE: "The age does not fit the rules.",
    RefusalReason.NOT_REGISTERED: "The person who gives care is not registered as a carer.",
    RefusalReason.HOURS: "The number of hours of care per week is too low.",
    RefusalReason.DURATION: "The care has not lasted long enough yet.",
    RefusalReason.INCOME: "The income is above the limit.",
    RefusalReason.EVIDENCE: "The proof is missing, or it is not right.",
    RefusalReason.CAP_REACHED: "It was already given as often as the rules allow.",
    RefusalReason.OUTSIDE_WINDOW: "The application came outside the application period.",
    RefusalReason.BUDGET_EXHAUSTED: "This year's budget is used up.",
    RefusalReason.NOT_COMPLETED: "We asked you for information and did not get it in time.",
    RefusalReason.CONDITION: "The application does not meet one of the conditions.",
}
CASE = {
    CaseKind.OBJECTION: "your objection",
    CaseKind.COMPLAINT: "your complaint",
    CaseKind.NOTICE_OF_DEFAULT: "your letter that our decision is late",
}
OUTCOME = {
    CaseOutcome.UPHELD: "We agree with you.",
    CaseOutcome.REJECTED: "We do not agree with you.",
    CaseOutcome.INADMISSIBLE: "We cannot look at what you wrote.",
    CaseOutcome.WITHDRAWN: "You withdrew it. We do nothing more with it.",
    CaseOutcome.SETTLED: "This is now settled.",
}


def euros(cents: int) -> str:
    """€150, €12.50, €103,350."""
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}€{whole:,}{f'.{part:02d}' if part else ''}"


def day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
