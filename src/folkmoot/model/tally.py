"""How votes are counted and what comes out: places, seats, ties, and whom a limit of seats passes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from folkmoot.model.text import Text

METHODS = ("schulze", "approval", "plurality", "star")
TIES = ("stays", "lot", "runoff")
"""What a tie that decides a seat leads to: it stays, lots are drawn, or there is another vote."""

Matrix = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """How ballots are counted. ``held``: seats that an organisation has already; ``organizations``: of candidates."""

    method: str = "schulze"
    seats: int = 1
    per_organization: int | None = None
    organizations: Mapping[str, str] = field(default_factory=dict)
    held: Mapping[str, int] = field(default_factory=dict)
    tie: str = "stays"
    seed: str = ""  # for lots: what is published, and everybody can draw the same lots from


@dataclass(frozen=True, slots=True)
class Tied:
    """Candidates between whom the ballots do not decide, and how many seats they stand for."""

    candidates: tuple[str, ...]
    seats: int
    why: Text = Text()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A candidate who would have a seat, were it not for the limit of seats of one organisation."""

    candidate: str
    organization: str
    why: Text


@dataclass(frozen=True, slots=True)
class Seated:
    """Who has a seat, in the order of their places; ties that leave seats open; whom the limit passes over."""

    elected: tuple[str, ...] = ()
    tied: tuple[Tied, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    drawn: tuple[tuple[str, ...], ...] = ()  # tied candidates in the order of their lots, where lots were needed


@dataclass(frozen=True, slots=True)
class Figures:
    """What the ballots add up to. With Schulze: how many rank one above the other, and the strongest paths.

    ``pairwise[i][j]``: ballots that put candidate i above candidate j. ``points``: votes, approvals or total scores.
    """

    ballots: int
    pairwise: Matrix = ()
    strongest: Matrix = ()
    defeats: tuple[int, ...] = ()
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The whole count. ``places``: candidates from the first place on, those of one place together.

    Edges: with STAR an unbreakable tie may leave the candidates behind it without an order: they share the last place.
    """

    candidates: tuple[str, ...]
    counting: Counting
    figures: Figures
    places: tuple[tuple[str, ...], ...]
    seated: Seated

    @property
    def rank_of(self) -> dict[str, int]:
        """Each candidate's rank; those of one place share the rank, and the ranks after it are left out."""
        found: dict[str, int] = {}
        for place in self.places:
            found.update(dict.fromkeys(place, len(found) + 1))
        return found

    @property
    def settled(self) -> bool:
        """Whether no tie leaves a seat open."""
        return not self.seated.tied
