"""What a letter comes down to, in English, for who reads no Dutch; the Dutch letter below it is what counts. No I/O, no layout."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from schemas.words import CaseKind, CaseOutcome, LetterKind, WaarderingForm
from services.waardering.domain.english import CASE, FORM, OUTCOME, WHY, day, euros
from services.waardering.domain.letters import Draft, Given, Matter, Sender, Written
from services.waardering.domain.scheme import Scheme

DUTCH_COUNTS = "The Dutch letter starts below. It says the same in full, and it is the text that counts."


def helps(language: str, offered: Collection[str]) -> bool:
    """English is what we have besides Dutch, so it is for everyone whose own language the scheme offers and is not Dutch."""
    return language != "nl" and language in offered


def write(kind: LetterKind, matter: Matter) -> Written:
    """As a letter in Dutch: what it is about, and whom to ask."""
    letter = Draft("")
    TEXTS[kind](letter, matter)
    return _ending(letter, matter.sender, f"Please mention {matter.reference}.")


def invitation(scheme: Scheme, sender: Sender, *, until: date | None, reminder: bool) -> Written:
    letter = Draft("Reminder: you can ask for something again" if reminder else "You can ask for something again")
    wrote = " We wrote to you before. Did you just apply? Then you do not have to do anything." if reminder else ""
    ends = f" You can do so until {day(until)}." if until else ""
    letter.opening(
        f"Do you still care for someone? Then you can ask for {scheme.name} again, as thanks for your care.{ends}{wrote}",
        f"Call {sender.phone} to apply. We fill in the application together with you. We look at your application first.",
        f"You get this letter because you applied before or asked to be known as a carer. No more letters? Call {sender.phone}.",
    )
    return _ending(letter, sender, "")


def _ending(letter: Draft, sender: Sender, mention: str) -> Written:
    by_mail = f" or e-mail {sender.email}" if sender.email else ""
    asks = f"Do you have questions, or can you not read the Dutch text? Call {sender.phone}{by_mail}. {mention}".rstrip()
    letter.opening(asks, DUTCH_COUNTS)
    return letter.written


def _received(letter: Draft, matter: Matter) -> None:
    letter.subject = "We have received your application"
    letter.opening(f"{_came_in(matter)} You will hear from us by {day(matter.decide_by)} at the latest. You need not do anything now.")


def _information(letter: Draft, matter: Matter) -> None:
    assert matter.answer_by is not None  # looked up before it is written
    letter.subject = "We need something from you"
    letter.opening(
        f"{_came_in(matter)} We cannot decide yet, because something is missing. What we ask you is in the Dutch letter, "
        "under ‘Wat wij van u vragen’.",
        f"Please answer by {day(matter.answer_by)}. Do you need more time? Call us before that day. "
        "Without an answer we may stop looking at your application.",
    )


def _postponed(letter: Draft, matter: Matter) -> None:
    letter.subject = "Our decision comes later"
    letter.opening(f"{_came_in(matter)} We cannot decide in time. You will hear from us by {day(matter.decide_by)} at the latest.")


def _waiting(letter: Draft, matter: Matter) -> None:
    letter.subject = "You are on the waiting list"
    letter.opening(
        f"{_came_in(matter)} The budget is used up now, so you are on the waiting list. "
        "If there is money again, we decide about your application and write to you."
    )


def _granted(letter: Draft, matter: Matter) -> None:
    letter.subject = "Your application is approved"
    letter.opening(f"{_came_in(matter)} We approve it.")
    later = ("The amount is not known yet. We divide the budget after the application period, and write to you again.",)
    letter.add("What you get", items=(_gets(one, pooled=matter.pooled) for one in matter.given), after=later if matter.pooled else ())
    _against(letter, matter)


def _amount(letter: Draft, matter: Matter) -> None:
    letter.subject = "How much you get"
    letter.opening(f"Earlier we approved your application for {matter.scheme.name}. The amount is {euros(matter.cents or 0)}.")
    _against(letter, matter)


def _refused(letter: Draft, matter: Matter) -> None:
    assert matter.reason is not None  # a refusal has one
    letter.subject = "Your application is refused"
    letter.opening(f"{_came_in(matter)} We refuse it. {WHY[matter.reason]}")
    _against(letter, matter)


def _paid(letter: Draft, matter: Matter) -> None:
    (one,) = matter.given
    money = one.form is WaarderingForm.MONEY and one.cause is None
    letter.subject = "We have paid it for you" if one.cause else "We have paid you" if money else "Something is on its way to you"
    letter.opening(f"{_gets(one, pooled=False)}. This is {matter.scheme.name} of {matter.year}.")
    if money:
        letter.opening(
            f"The payment says: Waardering {matter.reference}. It can take some working days. Is it not there after a week? Call us."
        )


def _returned(letter: Draft, matter: Matter) -> None:
    (one,) = matter.given
    letter.subject = "Your payment came back"
    letter.opening(
        f"The bank sent back the {euros(one.cents or 0)} that we paid you. You still get it, but we need your right account number.",
        "Did you get a mail about this letter? Open the link in it and give us your IBAN there. "
        f"Or call {matter.sender.phone} and tell us your IBAN and the name of the account. Do not mail it.",
    )


def _collect(letter: Draft, matter: Matter) -> None:
    assert matter.meeting is not None  # looked up before it is written
    (one,) = matter.given
    letter.subject = "You can collect it"
    letter.opening(
        f"{FORM[one.form].capitalize()} is ready for you: {matter.meeting.title}, on {day(matter.meeting.on)}. "
        f"Bring this letter. Someone else may come for you. Can you not come? Call {matter.sender.phone}."
    )


def _withdrawn(letter: Draft, matter: Matter) -> None:
    letter.subject = "Your application is withdrawn"
    letter.opening(f"{_came_in(matter)} It is withdrawn: we do nothing more with it. Is this not right? Call {matter.sender.phone}.")


def _case_received(letter: Draft, matter: Matter) -> None:
    assert matter.case is not None
    letter.subject = f"We have received {CASE[matter.case.kind]}"
    letter.opening(f"You will get an answer by {day(matter.case.due_on)} at the latest.")


def _hearing(letter: Draft, matter: Matter) -> None:
    assert matter.case is not None
    assert matter.case.hearing_at is not None  # looked up before it is written
    letter.subject = "We invite you to talk about your objection"
    letter.opening(
        f"We want to hear you on {day(matter.case.hearing_at.date())} at {matter.case.hearing_at:%H:%M}. You may bring someone. "
        f"You may see the papers from a week before. Can you not come, or do you not want to? Call {matter.sender.phone}."
    )


def _case_extended(letter: Draft, matter: Matter) -> None:
    assert matter.case is not None
    letter.subject = f"Our answer to {CASE[matter.case.kind]} comes later"
    letter.opening(f"We need more time. You will get an answer by {day(matter.case.due_on)} at the latest. You do not have to do anything.")


def _case_closed(letter: Draft, matter: Matter) -> None:
    case = matter.case
    assert case is not None
    assert case.outcome is not None  # it is closed
    letter.subject = f"Our answer to {CASE[case.kind]}"
    objection = case.kind is CaseKind.OBJECTION
    again = f" We decide again by {day(matter.decide_by)}." if objection and case.outcome is CaseOutcome.UPHELD else ""
    penalty = f" We pay you {euros(case.penalty_cents)} because we were late." if case.penalty_cents else ""
    letter.opening(f"{OUTCOME[case.outcome]}{again}{penalty} The reasons are in the Dutch letter.")
    if objection and case.outcome in (CaseOutcome.REJECTED, CaseOutcome.INADMISSIBLE):
        letter.opening("Do you disagree? Then you can go to court (beroep bij de rechtbank). You have 6 weeks from the day we sent this.")


def _came_in(matter: Matter) -> str:
    return f"On {day(matter.received_on)} we received your application for {matter.scheme.name} of {matter.year}."


def _gets(one: Given, *, pooled: bool) -> str:
    """`Anneke Zandvliet: €50, to the account that ends in 4300, from 1 April 2027 on`."""
    if one.cause:
        what, where = euros(one.cents or 0), f", given to {one.cause} as you wished"
    elif one.form is WaarderingForm.MONEY:
        what = euros(one.cents) if one.cents and not pooled else FORM[one.form]
        where = f", to the account that ends in {one.account}" if one.account else ""
    else:
        what, where = FORM[one.form] + (f" of {euros(one.cents)}" if one.cents else ""), ""
    return f"{one.name}: {what}{where}{f', from {day(one.since)} on' if one.since else ''}"


def _against(letter: Draft, matter: Matter) -> None:
    nature = matter.scheme.legal_nature
    if nature.kind == "gift":
        letter.add("Do you disagree?", f"Call {matter.sender.phone}. How to complain is in the Dutch letter.")
        return
    weeks = f"{nature.objection_weeks} week{'' if nature.objection_weeks == 1 else 's'}"
    last = f" If we sent it on {day(matter.today)}, the last day is {day(matter.objection_until)}." if matter.objection_until else ""
    letter.add(
        "Do you disagree?",
        f"Call us first: {matter.sender.phone}. You can also object (bezwaar maken). That is free. "
        f"You have {weeks} from the day after we sent this letter.{last}",
        f"Write your name, address, the date, {matter.reference}, why you disagree, and sign it. Call us if you need help. "
        f"Send it to: {', '.join(matter.sender.objection_to)}.",
    )


TEXTS: Mapping[LetterKind, Callable[[Draft, Matter], None]] = {
    LetterKind.RECEIVED: _received,
    LetterKind.INFORMATION: _information,
    LetterKind.POSTPONED: _postponed,
    LetterKind.WAITING: _waiting,
    LetterKind.GRANTED: _granted,
    LetterKind.AMOUNT: _amount,
    LetterKind.REFUSED: _refused,
    LetterKind.PAID: _paid,
    LetterKind.RETURNED: _returned,
    LetterKind.COLLECT: _collect,
    LetterKind.WITHDRAWN: _withdrawn,
    LetterKind.CASE_RECEIVED: _case_received,
    LetterKind.HEARING: _hearing,
    LetterKind.CASE_EXTENDED: _case_extended,
    LetterKind.CASE_CLOSED: _case_closed,
}
