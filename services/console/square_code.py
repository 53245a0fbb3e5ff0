"""An address as a square code (QR, ISO/IEC 18004), drawn in the page: no picture to fetch, and it says nothing but the address."""

import segno
from markupsafe import Markup


def drawn(address: str, *, scale: int, border: int = 4, title: str | None = None) -> Markup:
    """`scale`: pixels a module. `border`: modules of white around it, less where what is beside it is white as well.

    `title`: what a screen reader says, where nothing beside the code does.
    """
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(scale=scale, border=border, light="#fff", title=title))  # noqa: S704 - drawn here, of an address of ours
