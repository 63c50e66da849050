"""The states of a proposal, and which may follow which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class State:
    """One state: its key, its name, what may follow it, and the other words that charters write for it."""

    key: str
    name: Text
    next: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided about it yet."""
        return self.key in ("draft", "provisional")


STATES: Mapping[str, State] = {
    one.key: one
    for one in (
        State("draft", Text("draft", "草案"), ("provisional", "withdrawn")),
        State(
            "provisional", Text("provisional", "暂定"),
            ("implementable", "deferred", "rejected", "withdrawn", "replaced"), ("proposed", "review"),
        ),
        State(
            "implementable", Text("implementable", "可实施"), ("implemented", "deferred", "withdrawn", "replaced"),
            ("accepted", "approved"),
        ),
        State("implemented", Text("implemented", "已实施"), ("replaced",), ("active", "final")),
        State("deferred", Text("deferred", "推迟"), ("provisional", "implementable", "rejected", "withdrawn")),
        State("rejected", Text("rejected", "已否决"), ("provisional",)),
        State("withdrawn", Text("withdrawn", "已撤回"), ("provisional",)),
        State("replaced", Text("replaced", "已被取代"), (), ("superseded", "obsolete")),
    )
}  # fmt: skip
"""The states in the order of a proposal's life. What was refused or withdrawn may be proposed again."""
WORDS: Mapping[str, str] = {word: one.key for one in STATES.values() for word in (one.key, *one.words)}
"""Every word that means a state."""


def state_of(words: str) -> State | None:
    """Return the state that a charter's words mean; None for none, and for words that mean nothing."""
    return STATES.get(WORDS.get(words.strip().lower(), ""))


def following(words: str) -> tuple[State, ...]:
    """Return the states that may follow; where the state is not known, every one."""
    state = state_of(words)
    return tuple(STATES[key] for key in state.next) if state else tuple(STATES.values())
