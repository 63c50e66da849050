"""What may become of a group: it rests, is revived, is archived, or goes up in another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from folkmoot.model.text import Text

FATES: Mapping[str, Text] = {
    "rest": Text("declare dormant", "转为休眠"),
    "revive": Text("revive", "恢复活跃"),
    "merge": Text("merge into another group", "并入其他小组"),
    "archive": Text("archive", "归档"),
}
"""What may be asked for a group."""
STATUS: Mapping[str, str] = {"rest": "dormant", "revive": "active", "merge": "archived", "archive": "archived"}
"""What the charter declares once it is agreed."""
FROM: Mapping[str, frozenset[str]] = {
    "rest": frozenset({"active"}),
    "revive": frozenset({"dormant"}),
    "merge": frozenset({"active", "dormant"}),
    "archive": frozenset({"active", "dormant", "proposed"}),
}
"""In which status a group must be for it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a group, decided: ``into`` is the group that takes over its repositories and, in a merger, its people."""

    what: str  # a key of FATES
    group: str
    on: date
    cause: str  # such as "motion 12"
    into: str = ""
    leads: bool = False  # whether the leads of a merged group lead the other one too

    @property
    def status(self) -> str:
        """What the charter declares from then on."""
        return STATUS[self.what]

    @property
    def ends(self) -> bool:
        """Whether the group ends with it."""
        return self.status == "archived"
