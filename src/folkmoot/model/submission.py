"""Submission contests: how entries are evaluated as declared, and what became of each that was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field

from folkmoot.model.people import STRICT
from folkmoot.model.text import Text

Runs = Literal["files", "code"]
PATH = r"^[\w][\w.-]*(/[\w][\w.-]*)*$"
STATES = ("waiting", "running", "scored", "refused", "failed", "timed-out", "out-of-memory", "broke", "withdrawn")
"""In the order in which they can come. Broke: it was the platform; it costs nothing."""
LAST = frozenset(STATES[2:])
"""The states after which nothing comes any more."""
FAULTS: Mapping[str, str] = {
    "scored": "", "withdrawn": "", "refused": "entrant", "failed": "entrant", "timed-out": "entrant", "out-of-memory": "entrant",
    "broke": "platform",
}  # fmt: skip
"""Who is at fault in each of them."""


@dataclass(frozen=True, slots=True)
class MetricPlan:
    """A number that the scorer gives of each entry. The first one ranks; the others break ties, in their order."""

    __pydantic_config__ = STRICT

    id: Annotated[
        str, Field(description="What the scorer calls it.", examples=["accuracy"], pattern=r"^[a-z][a-z0-9_]*$")
    ]
    title: Annotated[Text, Field(description="What it is called.", examples=[{"en": "Accuracy", "zh": "准确率"}])] = (
        Text()
    )
    better: Annotated[Literal["higher", "lower"], Field(description="Which is better.")] = "higher"
    places: Annotated[
        int, Field(description="Decimals to which it is rounded; equal when these are.", ge=0, le=9, examples=[4])
    ] = 4
    baseline: Annotated[
        Decimal | None, Field(description="What the organisers' own reference reaches.", examples=["0.7610"])
    ] = None
    threshold: Annotated[
        Decimal | None, Field(description="What an entry must reach to be ranked.", examples=["0.7500"])
    ] = None
    least: Annotated[Decimal | None, Field(description="Below this it is no value.", examples=[0])] = None
    most: Annotated[Decimal | None, Field(description="Above this it is no value.", examples=[1])] = None


@dataclass(frozen=True, slots=True)
class QuotaPlan:
    """How often an entrant may try. Only runs that gave a score count against the first two."""

    __pydantic_config__ = STRICT

    a_day: Annotated[int, Field(description="Scored runs on one day of the contest's zone; 0: no limit.", ge=0)] = 5
    in_all: Annotated[int, Field(description="Scored runs in all; 0: no limit.", ge=0)] = 100
    waiting: Annotated[int, Field(description="Entries that wait or run at one time.", ge=1, le=100)] = 2
    uploads: Annotated[int, Field(description="Uploads on one day, whatever became of them.", ge=1, le=1000)] = 50


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """What one entry may take. Megabytes are of a million bytes."""

    __pydantic_config__ = STRICT

    upload: Annotated[int, Field(description="Megabytes of the upload.", ge=1, le=2000)] = 20
    unpacked: Annotated[int, Field(description="Megabytes of its files together.", ge=1, le=20_000)] = 100
    files: Annotated[int, Field(description="How many files.", ge=1, le=100_000)] = 200
    cpu: Annotated[int, Field(description="Seconds of processor, of all its processes.", ge=1, le=86_400)] = 60
    wall: Annotated[int, Field(description="Seconds from beginning to end.", ge=1, le=86_400)] = 120
    memory: Annotated[int, Field(description="Megabytes of memory.", ge=32, le=1_000_000)] = 512
    processes: Annotated[int, Field(description="Processes and threads at one time.", ge=1, le=1000)] = 16
    written: Annotated[int, Field(description="Megabytes that it may write.", ge=1, le=20_000)] = 64
    output: Annotated[int, Field(description="Bytes of what it prints that are kept.", ge=0, le=1_000_000)] = 20_000


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """How entries are evaluated. Scripts are Python files of the charter, run by the interpreter in a process of their own."""

    __pydantic_config__ = STRICT

    score: Annotated[
        str,
        Field(
            description="The script that scores, from the charter's root.",
            examples=["contests/resnet/score.py"],
            pattern=PATH,
        ),
    ]
    metrics: Annotated[
        tuple[MetricPlan, ...], Field(description="What it measures; the first ranks.", min_length=1, max_length=4)
    ]
    runs: Annotated[
        Runs,
        Field(
            description="`files`: only files are scored, nothing of an entrant runs. `code`: the entry is a program, and is run."
        ),
    ] = "files"
    main: Annotated[str, Field(description="`code`: the Python file of the entry that is run.", pattern=PATH)] = (
        "main.py"
    )
    check: Annotated[
        str,
        Field(
            description="A script that looks an entry over before it is scored; entrants run it first.",
            examples=["contests/resnet/check.py"], pattern=rf"{PATH}|^$",
        ),
    ] = ""  # fmt: skip
    public: Annotated[
        str, Field(description="A folder of the charter with what everybody may read.", pattern=rf"{PATH}|^$")
    ] = ""
    hidden: Annotated[
        str,
        Field(
            description="A folder with what only the scorer reads, below `hidden/` of the workspace; else of the charter.",
            examples=["resnet"], pattern=rf"{PATH}|^$",
        ),
    ] = ""  # fmt: skip
    quota: Annotated[QuotaPlan, Field(description="How often an entrant may try.")] = QuotaPlan()
    limits: Annotated[LimitPlan, Field(description="What an entry may take.")] = LimitPlan()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one evaluation: its state, why, and the numbers; ``output``: what the entrant's own program printed."""

    state: str
    says: Text = Text()
    metrics: Mapping[str, Decimal | None] = field(default_factory=dict)
    seconds: float = 0.0
    output: str = ""
    detail: str = ""  # for those who run the machine, never shown to entrants

    @property
    def fault(self) -> str:
        """Who is at fault: the entrant, the platform, or nobody."""
        return FAULTS.get(self.state, "")


@dataclass(frozen=True, slots=True)
class SubmissionAct:
    """One thing that happened to an entry, in its order."""

    ordinal: int
    at: datetime
    verb: str  # begin, again, end
    state: str = ""
    by: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
    """Something that was handed in: whose, the digest of its bytes, and what happened to it."""

    number: int
    contest: str
    entrant: str
    at: datetime
    name: str
    digest: str
    size: int
    acts: tuple[SubmissionAct, ...] = ()
    by: str = ""

    @property
    def last(self) -> SubmissionAct | None:
        """What happened last."""
        return self.acts[-1] if self.acts else None

    @property
    def state(self) -> str:
        """Where it stands."""
        last = self.last
        return "waiting" if last is None else last.state

    @property
    def over(self) -> bool:
        """Whether nothing comes any more."""
        return self.state in LAST


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry in the queue: when it came, and when its entrant and its contest had their last turn."""

    number: int
    contest: str
    entrant: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Best:
    """The best scored entry of an entrant: exact values by metric, when it was handed in, and how many were scored."""

    entrant: str
    values: tuple[Decimal | None, ...]
    at: datetime
    number: int
    scored: int
