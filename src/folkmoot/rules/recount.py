"""How somebody says that ballots are to be counted: checked against the methods and the candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from folkmoot.model.errors import BadInput
from folkmoot.model.tally import METHODS, TIES, Counting


@dataclass(frozen=True)
class Said:
    """What is said on the command line about a file of ballots."""

    seats: int | None = None
    method: str = ""
    tie: str = ""
    seed: str = ""
    per_organization: int | None = None
    organization: Sequence[str] = ()  # CANDIDATE=ORGANISATION
    held: Sequence[str] = ()  # ORGANISATION=SEATS

    @property
    def more_than_seats(self) -> bool:
        """Whether anything but the number of seats is said."""
        return any((self.method, self.tie, self.seed, self.per_organization, self.organization, self.held))


def counting_of(said: Said, candidates: Iterable[str] = ()) -> Counting:
    """Return how to count. Errors: BadInput for a word that is none, a candidate nobody knows, or lots without a seed."""
    method, tie = said.method or "schulze", said.tie or ("lot" if said.seed else "stays")
    _must_be("method", method, METHODS)
    _must_be("rule for ties", tie, TIES)
    if tie == "lot" and not said.seed:
        raise BadInput("lots need a seed that is published.", mend="Add --seed WORDS.")
    organizations = dict(_pair(one, "CANDIDATE=ORGANISATION") for one in said.organization)
    known = frozenset(candidates)
    for name in organizations:
        if known and name not in known:
            raise BadInput(f"nobody called '{name}' is a candidate.", mend=_near(name, known))
    held = {name: _seats(words) for name, words in (_pair(one, "ORGANISATION=SEATS") for one in said.held)}
    return Counting(method, said.seats or 1, said.per_organization, organizations, held, tie, said.seed)


def _must_be(what: str, said: str, known: Sequence[str]) -> None:
    if said not in known:
        raise BadInput(f"there is no {what} '{said}'.", mend=f"Use {', '.join(known[:-1])} or {known[-1]}.")


def _pair(said: str, wanted: str) -> tuple[str, str]:
    name, equals, words = said.rpartition("=")
    if not equals or not name.strip() or not words.strip():
        raise BadInput(f"'{said}' is not {wanted}.")
    return name.strip(), words.strip()


def _seats(said: str) -> int:
    if not said.isascii() or not said.isdecimal():
        raise BadInput(f"'{said}' is no number of seats.")
    return int(said)


def _near(said: str, known: Iterable[str]) -> str:
    names = sorted(known)
    found = get_close_matches(said, names, n=3, cutoff=0.6) or names[:10]
    return f"Candidates are: {', '.join(found)}{'…' if len(found) < len(names) else '.'}"
