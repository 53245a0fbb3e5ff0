"""Schemes of a town that does not exist, laid beside the region's own; each test takes the one that it is about."""

from __future__ import annotations

from pathlib import Path

from kernel.region_files import region_folder

PLAIN = """
key: {key}
name: Proefwaardering
municipalities: [GM0402]
valid_from: 2024-01-01
article: artikel 3 van de proefregels
legal_nature: {legal}
applicants: [caregiver, care-recipient, both]
via: [online, staff, paper, programme]
window: {window}
residence: {{who: recipient}}
caps:
  - {{per: caregiver, grants: 1, article: artikel 4 van de proefregels}}
forms: {forms}
amount: {amount}
{division}
{budget}
payout: {{to: caregiver}}
decision: {{automatic: {automatic}}}
contact: {{languages: {languages}}}
"""
DECISION = "{kind: decision, by: het college, rules: [Wmo 2015]}"
GIFT = "{kind: gift, by: Versa Welzijn, complaint: bij Versa}"
MONEY = "[{form: money, name: geld, handed: transfer}]"


def scheme(
    key: str,
    *,
    euros: int | None = None,
    at_end: str = "stop",
    published: bool = True,
    seed: str = "",
    amount: str = "{kind: fixed, per: caregiver, euros: 50}",
    forms: str = MONEY,
    legal: str = DECISION,
    window: str = "{periods: []}",
    division: str = "",
    automatic: bool = True,
    languages: str = "[nl]",
) -> str:
    told = ", published: het gemeenteblad" if published else ""
    lot = f", seed: {seed}" if seed else ""
    budget = f"budget: {{key: pot-{key}, euros: {euros}, at_end: {at_end}{told}{lot}}}" if euros is not None else ""
    decided = "true" if automatic else "false"
    return PLAIN.format(
        key=key,
        legal=legal,
        window=window,
        forms=forms,
        amount=amount,
        division=division,
        budget=budget,
        automatic=decided,
        languages=languages,
    )


SCHEMES = {
    "plain": scheme("plain", euros=100_000),
    "in-more-languages": scheme("in-more-languages", euros=100_000, languages="[nl, en, uk]"),
    "by-hand": scheme("by-hand", euros=100_000, automatic=False),
    "by-hand-tight": scheme("by-hand-tight", euros=100, automatic=False),
    "tight": scheme("tight", euros=500, at_end="stop"),
    "unpublished": scheme("unpublished", euros=100, at_end="stop", published=False),
    "queue": scheme("queue", euros=100, at_end="wait-list"),
    "pool": scheme(
        "pool",
        amount="{kind: pool, per: caregiver, euros: 1000}",
        euros=1000,
        at_end="pro-rata",
        window='{periods: [{opens: "03-01", closes: "03-31"}]}',
    ),
    "overrun": scheme("overrun", euros=100, at_end="pro-rata", window='{periods: [{opens: "03-01", closes: "03-31"}]}'),
    "lots": scheme("lots", euros=100, at_end="draw", seed="waterlandplein", window='{periods: [{opens: "03-01", closes: "03-31"}]}'),
    "counted-sample": scheme("counted-sample", window='{periods: [{opens: "03-01", closes: "03-31"}]}')
    + "proof: {by: trust, spot_checks: {number: 2, seed: waterlandplein, when: after-payment}}\n",
    "across-the-border": scheme("across-the-border").replace("{who: recipient}", "{who: recipient, abroad: [BE]}"),
    "gift": scheme("gift", legal=GIFT, forms="[{form: gift, name: een bloemetje, handed: meeting}]", amount="{kind: in-kind}"),
    "voucher": scheme("voucher", forms="[{form: voucher, name: een bon, handed: post, supplier: bonnen}]"),
    "voucher-too": scheme("voucher-too", forms="[{form: voucher, name: een bon, handed: post, supplier: winkels}]"),
    "shared": scheme(
        "shared", amount="{kind: fixed, per: recipient, euros: 100}", division="division: {how: equal, at_most: 3}", euros=100_000
    ),
}


def town(folder: Path) -> None:
    """The region as it ships, with these schemes beside its own."""
    ours = region_folder("gooi")
    for code, prefix in (("gooi", "GM"), ("elders", "EL")):
        theirs = folder / code
        (theirs / "waardering").mkdir(parents=True)
        for path in ours.glob("*.yml"):
            text = path.read_text(encoding="utf-8")
            if path.name == "region.yml":
                text = text.replace("code: gooi", f"code: {code}", 1).replace("reference_prefix: GM", f"reference_prefix: {prefix}", 1)
            (theirs / path.name).write_text(text, encoding="utf-8")
        for path in (ours / "waardering").glob("*.yaml"):
            (theirs / "waardering" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        for name, text in SCHEMES.items():
            (theirs / "waardering" / f"{name}.yaml").write_text(text, encoding="utf-8")
