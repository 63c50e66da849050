"""One thing that was done about something that the ledger keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, when and by which account. ``verb``: one of those that the thing knows; ``content``: its particulars."""

    ordinal: int
    at: datetime
    verb: str
    by: str = ""
    why: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
