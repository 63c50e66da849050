"""Alerts: what is newly raised, or over, becomes a notice; each notice is sent to its channels until it was taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from folkmoot.ledger import notices
from folkmoot.model.actor import Actor
from folkmoot.model.errors import MootError
from folkmoot.model.notices import Channel, Notice
from folkmoot.model.text import Text

FEED = "atom"  # everything recorded is in the feed


@dataclass(frozen=True)
class Alerted:
    """What one look at the alerts came to."""

    raised: tuple[Notice, ...]
    over: tuple[Notice, ...]
    sent: int
    failed: tuple[str, ...]  # one sentence each


def alert(
    rows: Iterable[Mapping[str, Any]], channels: Mapping[str, Channel], *, community: Text, address: str, actor: Actor, now: datetime
) -> Alerted:  # fmt: skip
    """Record and send what the rows of the report ``alerts`` newly tell.

    Edges: what stays raised is told again only after its quiet days; what is unknown changes nothing. Recorded first and
    sent afterwards: a run that is killed loses no notice, and may send one twice.
    """
    judged = list(rows)
    found = _recorded(judged, actor=actor, now=now)
    wanted = {str(row["id"]): [one for one in row["to"] if one != FEED] for row in judged}
    sent, failed = 0, []
    for notice, name in notices.untold(wanted):
        error = _sent(channels.get(name), name, notice, community, address)
        notices.sent(notice, name, error=error, now=now, actor=actor)
        sent += not error
        failed += [f"{name}: {error}"] if error else []
    raised = tuple(one for one in found if one.state == "raised")
    return Alerted(raised, tuple(one for one in found if one.state == "over"), sent, tuple(dict.fromkeys(failed)))


def _recorded(rows: Iterable[Mapping[str, Any]], *, actor: Actor, now: datetime) -> list[Notice]:
    last = notices.newest()
    found = []
    for row in rows:
        before = last.get((row["id"], row["thing"]))
        raised = before is not None and before.state == "raised"
        if row["state"] == "raised" and raised and before and now - before.at < timedelta(days=row["quiet"]):
            continue
        if row["state"] == "unknown" or (row["state"] == "silent" and not raised):
            continue
        found.append(notices.record(
            row["id"], row["thing"], "raised" if row["state"] == "raised" else "over",
            title=row["title"], says=row["says"], value=row["value"], now=now, actor=actor,
        ))  # fmt: skip
    return found


def _sent(channel: Channel | None, name: str, notice: Notice, community: Text, address: str) -> str:
    """Send one notice and return why it could not be, or nothing."""
    if channel is None:
        return f"no channel is called {name} in folkmoot.toml."
    try:
        channel.send(notice, community, address)
    except MootError as error:
        return str(error)
    return ""
