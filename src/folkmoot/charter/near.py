"""Which known word somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from folkmoot.model.text import Text


def mend_word(word: str, known: Iterable[str]) -> Text:
    """Return how to mend an unknown ``word``: the nearest known one, or all of them."""
    words = sorted(known)
    near = get_close_matches(word.lower().replace("-", "_"), words, n=1, cutoff=0.6)
    near = near or get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    if near:
        return Text(f"Write '{near[0]}' if you meant that.", f"如果是指“{near[0]}”，请改正。")
    if not words or len(words) > 30:
        return Text("Correct the spelling.", "请改正拼写。")
    return Text(f"Use one of: {', '.join(words)}.", f"请使用其中之一：{'、'.join(words)}。")
