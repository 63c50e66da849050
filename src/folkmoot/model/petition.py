"""What somebody asks: to join or leave a group, to found or end one, to give a talk; or a group everybody for topics; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from folkmoot.model.act import Act
from folkmoot.model.text import Text

Sort = Literal["join", "leave", "group", "fate", "talk", "call"]
STATES: Mapping[str, Text] = {
    "asked": Text("waits", "待处理"),
    "accepted": Text("accepted", "已接受"),
    "refused": Text("refused", "未接受"),
    "withdrawn": Text("withdrawn", "已撤回"),
    "voting": Text("is being voted on", "表决中"),
    "done": Text("done", "已完成"),
}
"""What became of a petition."""
_BY = {"accept": "accepted", "refuse": "refused", "withdraw": "withdrawn", "put": "voting", "done": "done"}


@dataclass(frozen=True, slots=True)
class Petition:
    """What somebody asks, frozen as they asked it, and what was done about it, in order."""

    number: int
    sort: Sort
    group: str
    person: str  # the id of a declared person; of somebody new, the id that they shall have
    key: str
    content: Mapping[str, Any]
    at: datetime
    by: str = ""
    why: str = ""
    acts: tuple[Act, ...] = ()

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0

    @property
    def decided(self) -> Act | None:
        """The act that made it what it is; None while it waits."""
        return next((act for act in reversed(self.acts) if act.verb in _BY), None)

    @property
    def reason(self) -> str:
        """The words of whoever answered or withdrew it; writing it into the charter takes nothing from them."""
        said = [act.why for act in self.acts if act.verb in _BY and act.verb != "done"]
        return said[-1] if said else ""

    @property
    def state(self) -> str:
        """What became of it: a key of ``STATES``."""
        return _BY[self.decided.verb] if self.decided else "asked"

    @property
    def wanted(self) -> Mapping[str, Any]:
        """What is asked, as revised last."""
        revised = [act.content for act in self.acts if act.verb == "revise"]
        return {**self.content, **(revised[-1] if revised else {})}
