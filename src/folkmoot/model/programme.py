"""Programmes: what is done in tasks, chapters, courses, campaigns and the like, one act after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was recorded about a subject of a programme, in its order. ``person``: by declared id or by account."""

    ordinal: int
    at: datetime
    verb: str
    by: str = ""
    person: str = ""
    why: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
