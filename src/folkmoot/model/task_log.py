"""Tasks as they go: who holds each, until when, what was delivered and what became of it; and points, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from folkmoot.model.text import Text

Stage = Literal["soon", "open", "claimed", "delivered", "accepted", "over"]
Ended = Literal["handed-back", "timed-out"]
Proven = Literal["proven", "unknown", "not-proven", "reviewed"]


@dataclass(frozen=True, slots=True)
class Window:
    """When a task can be claimed, and how long a claim holds."""

    opens_at: datetime
    due_at: datetime  # the end of its last day
    claim_days: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What somebody handed in. ``change``: its subject, "" where words alone were delivered."""

    ordinal: int
    at: datetime
    change: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reviewer said of a delivery."""

    at: datetime
    by: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A claim that came to nothing."""

    person: str
    since: datetime
    until: datetime
    ended: Ended


@dataclass(frozen=True, slots=True)
class Award:
    """Points that an acceptance gave, as they were worth then."""

    person: str
    at: datetime
    by: str
    points: Decimal
    title: Text
    group: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task at a moment. ``until``: when the claim times out; None while nobody holds it, or a reviewer has the word."""

    stage: Stage
    person: str = ""
    since: datetime | None = None
    until: datetime | None = None
    delivery: Delivery | None = None
    returned: Reply | None = None  # the last words with which it was sent back, or its acceptance taken back
    award: Award | None = None
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeSeen:
    """What the lake tells of a change: whose it is, when it was merged (None: it is not), when that was undone."""

    subject: str
    author: str
    merged_at: datetime | None = None
    reverted_at: datetime | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a delivery is proven, and why or why not."""

    state: Proven
    why: Text
    reverted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the points ledger. ``total``: what its person has with it."""

    key: str
    person: str
    at: datetime
    points: Decimal
    source: str  # "task", or the id of a rule
    kind: str  # "task", "contest" or a kind of event
    title: Text
    what: str = ""  # the task, contest or event behind it
    group: str = ""
    by: str = ""
    change: str = ""
    total: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Deed:
    """An event that a rule of points may count; or what somebody gathered in a contest, with its points as ``amount``."""

    id: str
    at: datetime
    day: date  # in the community's zone
    kind: str
    person: str
    groups: tuple[str, ...] = ()
    title: Text = Text()
    what: str = ""
    amount: Decimal = Decimal(1)
