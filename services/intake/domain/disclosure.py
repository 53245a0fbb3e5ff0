"""What a provider may know of someone's story once it may know who she is."""

from datetime import date

from babel.lists import format_list

from schemas.api.intake import Contact
from schemas.labels import CARED_FOR, inside, label
from schemas.words import Safe

from .persons import Details, Story, age_on

MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]


def her_story(story: Story, *, recipient_consents: bool, recipient_described: bool) -> str | None:
    """Facts about her in Dutch; the signaller's own text only when it can hold nothing that he did not consent to."""
    sentences = []
    if story.relation:
        sentences.append(f"Zorgt voor {CARED_FOR[story.relation]}.")
    if story.lives_together is not None:
        sentences.append("Woont samen met die persoon." if story.lives_together else "Woont niet samen met die persoon.")
    if story.hours_per_week:
        sentences.append(f"Ongeveer {story.hours_per_week} uur per week.")
    if story.caring_since:
        sentences.append(f"Sinds {_month(story.caring_since)}.")
    if story.note and (recipient_consents or not recipient_described):
        sentences.append(story.note)
    return " ".join(sentences) or None


def without_the_parents_address(contact: Contact) -> Contact:
    """What is left to reach a child that has not said yes itself: ringing."""
    safe = contact.safe_to_contact.model_copy(update={"email": Safe.NO, "letter": Safe.NO})
    gone = dict.fromkeys(("email", "address", "house_number", "house_number_addition"))
    return contact.model_copy(update={**gone, "safe_to_contact": safe})


def recipient_story(recipient: Details, today: date) -> str | None:
    """Who is cared for, with his consent."""
    age = age_on(today, recipient.birth_date)
    parts = [
        recipient.name,
        f"{age} jaar" if age is not None else "",
        format_list([inside(label(s)) for s in recipient.situations], locale="nl"),
    ]
    return ", ".join(part for part in parts if part) or None


def _month(since: str) -> str:
    year, _, month = since.partition("-")
    return f"{MONTHS[int(month) - 1]} {year}" if month else year
