"""What plain mail may carry: it is not confidential (NTA 7516), so nothing in it gives anyone away."""

import re
from collections.abc import Iterable

from schemas.api.intake import Contact

NEVER_IN_MAIL = re.compile(
    r"mantelzorg|dement|alzheimer|parkinson|kanker|psych|ggz|depress|verslaa?[fv]|autis|hersenletsel|ziek|overbelast|respijt"
    r"|partner|echtgeno|moeder|vader|dochter|zoon\b|bsn",
    re.IGNORECASE,
)
"""Mail can be read by others: no illness, relation or kind of help in it (NTA 7516)."""

OWN_MARK = re.compile(r"^(?=.*\d)(?!.*[A-Za-z]{4})[A-Za-z0-9._/:-]{1,40}$")


def fit_for_mail(text: str | None, names: Iterable[str] = ()) -> str | None:
    """The typed text if nothing in it gives someone away, else nothing: then it is read behind the link."""
    if not text or NEVER_IN_MAIL.search(text):
        return None
    low = text.casefold()
    return None if any(name and name.casefold() in low for name in names) else text


def own_mark(external_id: str | None) -> str | None:
    """The signaller's own number, unless a name or a citizen number could be in it."""
    if external_id is None or not OWN_MARK.match(external_id) or re.search(r"\d{8,}", external_id):
        return None
    return external_id


def surnames(contact: Contact) -> tuple[str, ...]:
    """The parts of a person's name that may not be in a mail; short prefixes are in every sentence."""
    given = (contact.given_name or "").casefold()
    return tuple(part for part in re.split(r"[\s-]+", contact.name) if len(part) > 3 and part.casefold() != given)
