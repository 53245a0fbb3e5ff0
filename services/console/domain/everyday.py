"""Words that are no code of ours: support areas as people say them, and the names of languages."""

from collections.abc import Mapping

from schemas.words import SupportArea

EVERYONE_S_WORDS: Mapping[SupportArea, tuple[str, str]] = {
    SupportArea.RESPITE: ("tijd", "Even vrij van de zorg"),
    SupportArea.EMOTIONAL_SUPPORT: ("hart", "Mijn verhaal kwijt kunnen"),
    SupportArea.PERSONAL_GUIDANCE: ("naast", "Iemand die met mij meedenkt"),
    SupportArea.PRACTICAL_HELP: ("huis", "Hulp in huis of met regelen"),
    SupportArea.FINANCIAL_SUPPORT: ("geld", "Geld en formulieren"),
    SupportArea.EDUCATION: ("leren", "Leren omgaan met de ziekte"),
    SupportArea.MATERIAL_HELP: ("spullen", "Hulpmiddelen en aanpassingen"),
}
"""The eight areas as someone who cares would say them, with the value on the public form; the eighth is the call itself."""

LANGUAGES: Mapping[str, str] = {
    "nl": "Nederlands", "en": "Engels", "ar": "Arabisch", "ary": "Marokkaans-Arabisch", "ber": "Berbers", "de": "Duits", "es": "Spaans",
    "fr": "Frans", "fa": "Farsi", "hi": "Hindi", "hns": "Sarnami", "id": "Indonesisch", "nds": "Nedersaksisch", "pap": "Papiaments",
    "pl": "Pools", "pt": "Portugees", "ru": "Russisch", "so": "Somalisch", "srn": "Sranantongo", "ti": "Tigrinya", "tr": "Turks",
    "uk": "Oekraïens", "zh": "Chinees", "dse": "Nederlandse Gebarentaal",
}  # fmt: skip


def language(code: str) -> str:
    return LANGUAGES.get(code, code)
