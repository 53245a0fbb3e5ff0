"""The words in which a ranking explains itself, in plain Dutch."""

from babel import Locale

from schemas.words import Group, SupportArea

AREAS = {
    SupportArea.INFORMATION_AND_ADVICE: "informatie en advies",
    SupportArea.PERSONAL_GUIDANCE: "persoonlijke begeleiding",
    SupportArea.EMOTIONAL_SUPPORT: "emotionele steun",
    SupportArea.EDUCATION: "een cursus",
    SupportArea.PRACTICAL_HELP: "praktische hulp",
    SupportArea.RESPITE: "respijtzorg",
    SupportArea.FINANCIAL_SUPPORT: "hulp bij geld",
    SupportArea.MATERIAL_HELP: "hulpmiddelen",
}
GROUPS = {
    Group.YOUNG: "jongeren",
    Group.WORKING: "mensen met een baan",
    Group.OLDER: "65-plussers",
    Group.DEMENTIA: "dementie",
    Group.MENTAL_HEALTH: "psychische problemen",
    Group.MIGRATION: "mensen met een migratieachtergrond",
    Group.PARENTS_OF_CHILD: "ouders van een kind dat zorg nodig heeft",
    Group.SMALL_PURSE: "mensen met weinig geld",
}
NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
DUTCH = Locale("nl")


def listed(words: list[str]) -> str:
    """`respijtzorg, emotionele steun en een cursus`."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def counted(count: int, one: str, more: str) -> str:
    """`één werkdag`, `twee werkdagen`, `14 dagen`."""
    return f"{number(count)} {one if count == 1 else more}"


def language(code: str) -> str:
    name = DUTCH.languages.get(code)
    return name[0].upper() + name[1:] if name else "deze taal"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
