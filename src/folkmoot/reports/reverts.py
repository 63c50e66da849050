"""Work that was undone: by a commit or change that names it, or bears its title behind "Revert"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import ibis

from folkmoot.metrics.told import told
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes

MERGED = "change.merged"


@dataclass(frozen=True, slots=True, order=True)
class Undoing:
    """A commit or a change that reverts something."""

    at: datetime
    subject: str
    url: str = ""


Reverts = Mapping[tuple[str, str], list[Undoing]]
"""Of each repository and what is named there, what reverted it."""


def reverts_since(homes: Homes, since: datetime) -> Reverts:
    """Return what was reverted since a moment, by the subjects and commits that a revert names, and by the title it bears."""
    events = homes.events(Scope(bots=True))
    rows = events.filter(
        events.kind.isin([MERGED, "commit.authored"]), events["at"] >= ibis.literal(since, "timestamp(6)")
    )
    rows = rows.select(
        "at", "repo", "subject", "url", title=told(rows.extra, "title"), reverts=told(rows.extra, "reverts")
    )
    rows = rows.filter(rows.reverts.notnull() | rows.title.lower().startswith("revert"))
    found: dict[tuple[str, str], list[Undoing]] = {}
    for row in homes.rows(rows):
        title = (row["title"] or "").strip().lower()
        undone = title.removeprefix("revert").strip(" :：\"'“”「」") if title.startswith("revert") else ""
        for key in {*_named(row["reverts"] or ""), undone} - {""}:
            found.setdefault((row["repo"], key), []).append(Undoing(row["at"], row["subject"] or "", row["url"] or ""))
    return found


def _named(said: str) -> list[str]:
    """Return what an event says it reverts: sources tell a list, or one thing alone."""
    named = json.loads(said) if said.startswith("[") else said
    return [str(one) for one in named] if isinstance(named, list) else [said]


def undone_by(reverts: Reverts, repo: str, since: datetime, names: tuple[str, ...], title: str) -> Undoing | None:
    """Return what first reverted something after the moment at which it happened; None: nothing did.

    ``names``: its subject, and the commits that it is: the merge, and what was merged.
    """
    keys = [(repo, one) for one in (*names, title.strip().lower()) if one]
    return min((one for key in keys for one in reverts.get(key, ()) if one.at >= since), default=None)


def undone_at(reverts: Reverts, repo: str, since: datetime, names: tuple[str, ...], title: str) -> datetime | None:
    """Return when something was first reverted after it happened; None: it was not."""
    by = undone_by(reverts, repo, since, names, title)
    return by.at if by else None
