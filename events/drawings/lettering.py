"""How much room words take in a drawing that is made where there is no font to ask."""

#: Widths in em of Literata and of the Chinese faces, rounded up.
LATIN, CYRILLIC, CHINESE = 0.5, 0.58, 1.0


def text_width(text: str, size: float) -> float:
    """Estimate how wide `text` is, in the unit of its `size`; too wide rather than too narrow."""
    return size * sum(
        CHINESE if sign >= "\u2e80" else CYRILLIC if sign >= "\u0400" else LATIN for sign in text
    )
