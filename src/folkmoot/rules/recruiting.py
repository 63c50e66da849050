"""A recruitment round from its acts: what it says, when it takes applications, and whether it was closed before its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.model.programme import Act
from folkmoot.model.recruiting import Recruitment, Stage, Wanted
from folkmoot.model.text import Text
from folkmoot.rules.gatherings import in_utc

TEXTS, WORDS = ("title", "says", "asks"), ("group", "begins", "ends", "zone")


def plain(it: Wanted) -> dict[str, Any]:
    """Return what a round says as an act keeps it."""
    texts = {name: {"en": getattr(it, name).en, "zh": getattr(it, name).zh} for name in TEXTS}
    return {**texts, **{name: getattr(it, name) for name in WORDS}, "teams": list(it.teams)}


def wanted_in(content: Mapping[str, Any]) -> Wanted:
    """Return what an act says of a round."""
    title, says, asks = (Text(**dict(content.get(name) or {})) for name in TEXTS)
    group, begins, ends, zone = (str(content.get(name) or "") for name in WORDS)
    return Wanted(group, title, says, asks, begins, ends, zone, tuple(content.get("teams") or ()))


def folded(ident: str, acts: Iterable[Act], at: datetime) -> Recruitment:
    """Return a round as it stands at a moment. The acts begin with the one that opens it."""
    every = tuple(acts)
    known = [act for act in every if act.at <= at] or [every[0]]
    said = wanted_in([act for act in known if act.verb in ("open", "change")][-1].content)
    begins, ends = (in_utc(one, said.zone) or every[0].at for one in (said.begins, said.ends))
    closed = next((act.at for act in known if act.verb == "close"), None)
    ends = min(ends, closed) if closed else ends
    stage: Stage = "over" if at >= ends else "open" if at >= begins else "announced"
    return Recruitment(ident, said, begins, ends, stage, known[-1].ordinal)
