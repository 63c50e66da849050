"""An answer: rows with a unit, the definition that made them, how complete and fresh they are, and how to open each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from folkmoot.model.event import Coverage
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

Row = Mapping[str, Any]
FIGURES = ("number", "share", "hours", "days", "ratio")
"""What ``Column.shows`` calls numbers: they stand to the right, and are unknown when they are None."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer.

    ``shows`` says how a door draws it: text, number, share, date, moment, person, group, repo, organization, kind,
    list, hours, days, ratio, url. ``opens`` names the report that shows the facts under a cell, with the row's own
    values as options: ``events?person={id}&kind={kind}``.
    """

    name: str
    title: Text
    shows: str = "text"
    unit: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report returns. *Unknown* is ``None`` in a cell or a total, never zero."""

    name: str
    title: Text
    sentence: Text  # the answer in words, computed from the rows
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    total: float | int | None = None
    unit: str = ""
    definition: Text = Text()
    version: int = 1
    source: str = ""  # URL of the specification
    scope: Scope = Scope()
    coverage: tuple[Coverage, ...] = ()
    fresh_at: datetime | None = None  # when the newest read of a source that this answer needs was made
    chart: Mapping[str, Any] | None = None  # a Vega-Lite specification without data or theme
    about: Mapping[str, Any] = field(default_factory=dict)  # facts of the one thing that the answer is about
    parts: Mapping[str, Answer] = field(default_factory=dict)  # further answers that stand on the same page
    gaps: Mapping[str, float] = field(default_factory=dict)  # month → share of the readings that do not cover it
    found: int | None = None  # how many rows there are in all, when ``rows`` is one page of them
