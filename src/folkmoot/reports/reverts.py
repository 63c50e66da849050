"""Work that was undone: by a commit or change that names it, or bears its title behind "Revert"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

import ibis

from folkmoot.metrics.told import told
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes

MERGED = "change.merged"
Reverts = Mapping[tuple[str, str], list[datetime]]
"""Of each repository and what is named there, when it was reverted."""


def reverts_since(homes: Homes, since: datetime) -> Reverts:
    """Return what was reverted since a moment, by the subjects and commits that a revert names, and by the title it bears."""
    events = homes.events(Scope(bots=True))
    rows = events.filter(
        events.kind.isin([MERGED, "commit.authored"]), events["at"] >= ibis.literal(since, "timestamp(6)")
    )
    rows = rows.select("at", "repo", title=told(rows.extra, "title"), reverts=told(rows.extra, "reverts"))
    rows = rows.filter(rows.reverts.notnull() | rows.title.lower().startswith("revert"))
    found: dict[tuple[str, str], list[datetime]] = {}
    for row in homes.rows(rows):
        title = (row["title"] or "").strip().lower()
        undone = title.removeprefix("revert").strip(" :：\"'“”「」") if title.startswith("revert") else ""
        for key in {*_named(row["reverts"] or ""), undone} - {""}:
            found.setdefault((row["repo"], key), []).append(row["at"])
    return found


def _named(said: str) -> list[str]:
    """Return what an event says it reverts: sources tell a list, or one thing alone."""
    named = json.loads(said) if said.startswith("[") else said
    return [str(one) for one in named] if isinstance(named, list) else [said]


def undone_at(reverts: Reverts, repo: str, since: datetime, names: tuple[str, ...], title: str) -> datetime | None:
    """Return when something that happened at a moment was first reverted after it; None: it was not.

    ``names``: its subject, and the commits that it is: the merge, and what was merged.
    """
    keys = [(repo, one) for one in (*names, title.strip().lower()) if one]
    return min((when for key in keys for when in reverts.get(key, ()) if when >= since), default=None)
