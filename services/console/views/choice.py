"""Someone as an officer on the phone recognises her, and what she may say about invitations now."""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.api.waardering.choices import ChoiceOf
from services.console.domain import moments


@dataclass(frozen=True)
class Row:
    """`offers`: the words that change something, each with its button, in the order in which they are likely."""

    id: str
    name: str
    born: str
    place: str
    state: str
    kind: str
    icon: str
    offers: tuple[tuple[str, str], ...]


NO, YES = ("nee", "Wil geen uitnodiging"), ("ja", "Wil een uitnodiging")


def row(one: ChoiceOf, town: Callable[[str | None], str]) -> Row:
    state, kind, icon, offers = _state(one)
    born = moments.birthday(one.birth_date) if one.birth_date else "Onbekend"
    return Row(str(one.person_id), one.name, born, town(one.municipality), state, kind, icon, offers)


def _state(one: ChoiceOf) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    if one.final:
        return "Krijgt geen uitnodiging meer: overleden, of vroeg om alles te wissen", "late", "x", ()
    if one.may_invite is False:
        return "Wil geen uitnodiging", "today", "x", (YES,)
    if one.may_invite:
        return "Zei zelf ja", "good", "check", (NO,)
    if one.asked_herself:
        return "Krijgt een uitnodiging", "accent", "check", (NO,)
    return "Werd door een ander genoemd: krijgt pas een uitnodiging na een ja", "", "hourglass", (YES, NO)
