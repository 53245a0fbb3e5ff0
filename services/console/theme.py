"""A municipality's look is data: eight tones, a heading face and a corner. Whether people can read it is checked, not hoped."""

import re
from collections.abc import Mapping

TONES = ("50", "100", "200", "300", "400", "500", "600", "700")
WHITE = "#ffffff"
COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
LEAST_ON_WHITE: Mapping[str, float] = {"500": 4.5, "400": 3.0, "600": 4.5, "700": 4.5}
"""WCAG 2.2: 4.5:1 for text (1.4.3), 3:1 for edges and icons (1.4.11); 500 is links and buttons, 400 is edges."""


def problems(tones: Mapping[str, str]) -> list[str]:
    """What is wrong with a theme's tones, a sentence each, in the words of those who choose the colours."""
    found = [f"Toon {tone} ontbreekt." for tone in TONES if tone not in tones]
    found += [f"Toon {tone} bestaat niet. Een thema heeft de tonen {', '.join(TONES)}." for tone in tones if tone not in TONES]
    found += [
        f"Toon {tone} is {value!r}: schrijf zes cijfers of letters na een hekje, zoals #0f665b."
        for tone, value in tones.items()
        if not COLOUR.match(value)
    ]
    if found:
        return found
    for tone, least in LEAST_ON_WHITE.items():
        ratio = contrast(tones[tone], WHITE)
        if ratio < least:
            found.append(
                f"Toon {tone} ({tones[tone]}) is te licht: het contrast met wit is {_nl(ratio)}, minstens {_nl(least)} is nodig. "
                "Kies een donkerder kleur."
            )
    for dark, light, least in (("700", "100", 4.5), ("600", "100", 4.5), ("500", "50", 4.5)):
        ratio = contrast(tones[dark], tones[light])
        if ratio < least:
            found.append(f"Toon {dark} op toon {light} is slecht te lezen: het contrast is {_nl(ratio)}, minstens {_nl(least)} is nodig.")
    order = [luminance(tones[tone]) for tone in TONES]
    if order != sorted(order, reverse=True):
        found.append("De tonen lopen niet van licht (50) naar donker (700).")
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, between 1 and 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tones_in(css: str, theme: str) -> dict[str, str]:
    """The tones that a stylesheet gives `.theme-<name>`; empty when it does not know that theme."""
    block = re.search(r"\.theme-" + re.escape(theme) + r"\s*\{([^}]*)\}", css)
    return dict(re.findall(r"--mb-(\d+):\s*([^;]+?)\s*;", block[1])) if block else {}


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _nl(ratio: float) -> str:
    return f"{ratio:.1f}".replace(".", ",")
