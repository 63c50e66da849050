"""Lists of things in the words of both languages."""

from __future__ import annotations

from collections.abc import Iterable

from folkmoot.model.finding import Place
from folkmoot.model.text import Text


def shown(words: str) -> str:
    """Return ``words`` with what cannot be seen made visible."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in words)


def nearest(*places: Place) -> Place:
    """Return the first place that is known."""
    return next((place for place in places if place.path), places[-1])


def listed(things: Iterable[object], most: int = 8) -> Text:
    """Return ``a, b and c`` and ``a、b 和 c``; beyond ``most``, how many more there are."""
    words = [str(each) for each in things]
    if len(words) > most:
        more = len(words) - most + 1
        return Text(
            f"{', '.join(words[: most - 1])} and {more} more", f"{'、'.join(words[: most - 1])} 等 {len(words)} 个"
        )
    if len(words) < 2:
        return Text("".join(words), "".join(words))
    return Text(f"{', '.join(words[:-1])} and {words[-1]}", f"{'、'.join(words[:-1])} 和 {words[-1]}")
