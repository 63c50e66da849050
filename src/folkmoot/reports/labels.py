"""Which labels changes and issues bear, and what they are called."""

from __future__ import annotations

import json
from typing import Any

from folkmoot.metrics.told import is_true, told
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes

LABELED = ("change.labeled", "issue.labeled")
OPENED = ("change.opened", "issue.opened")


def labels_and_titles(homes: Homes, things: Any) -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """Return the labels that changes and issues bear, in small letters, and their titles. ``things``: a table of subjects.

    Edges: a label that was taken away is none.
    """
    events = homes.events(Scope(bots=True))
    rows = events.filter(events.kind.isin([*LABELED, *OPENED])).semi_join(things, "subject")
    rows = rows.select(
        "subject", "kind", "at", "id", label=told(rows.extra, "label"), removed=is_true(rows.extra, "removed"),
        title=told(rows.extra, "title"), labels=told(rows.extra, "labels"),
    )  # fmt: skip
    labels: dict[str, set[str]] = {}
    titles: dict[str, str] = {}
    for row in sorted(homes.rows(rows), key=lambda one: (one["at"], one["id"])):
        own = labels.setdefault(row["subject"], set())
        if row["kind"] in OPENED:
            titles.setdefault(row["subject"], row["title"] or "")
            own.update(str(one).lower() for one in _listed(row["labels"]))
        elif row["label"] and row["removed"]:
            own.discard(row["label"].lower())
        elif row["label"]:
            own.add(row["label"].lower())
    return {subject: frozenset(own) for subject, own in labels.items()}, titles


def _listed(said: Any) -> list[Any]:
    try:
        found = json.loads(said) if said else []
    except ValueError:
        return []
    return found if isinstance(found, list) else []
