"""A tally on paper: as JSON, as CSV, and as rows for a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from folkmoot.rules.election_record import Counted
from folkmoot.rules.tallies import state_of

COLUMNS = ("rank", "candidate", "name", "organization", "state", "defeats", "points")


def rows_of(counted: Counted) -> Iterator[dict[str, Any]]:
    """Yield a row for each candidate by place: rank, candidate, name, organization, state, defeats, points.

    ``state``: elected, tied (for a seat), passed over (their organisation has its limit), or "".
    """
    tally, names = counted.tally, counted.names or {}
    ranks, figures = tally.rank_of, tally.figures
    place_of = {name: place for place, name in enumerate(tally.candidates)}
    for place in tally.places:
        for name in place:
            at = place_of[name]
            yield {
                "rank": ranks[name], "candidate": name, "name": names.get(name, name),
                "organization": tally.counting.organizations.get(name, ""), "state": state_of(tally, name),
                "defeats": figures.defeats[at] if figures.defeats else None,
                "points": figures.points[at] if figures.points else None, "shared": len(place) > 1,
            }  # fmt: skip


def as_json(counted: Counted, language: str = "en") -> dict[str, Any]:
    """Return the whole tally as plain values. ``pairwise[i][j]``: ballots that put candidate i above candidate j."""
    tally = counted.tally
    counting, figures, seated = tally.counting, tally.figures, tally.seated
    return {
        "title": counted.title.said_in(language),
        "method": counting.method, "seats": counting.seats, "ballots": figures.ballots,
        "per_organization": counting.per_organization, "held": dict(counting.held),
        "tie_rule": counting.tie, "seed": counting.seed,
        "candidates": list(tally.candidates),
        "ranking": [{key: row[key] for key in COLUMNS} for row in rows_of(counted)],
        "elected": list(seated.elected),
        "ties": [
            {"candidates": list(one.candidates), "seats": one.seats, "why": one.why.said_in(language)} for one in seated.tied
        ],
        "passed_over": [
            {"candidate": one.candidate, "organization": one.organization, "why": one.why.said_in(language)}
            for one in seated.passed_over
        ],
        "lots": [list(one) for one in seated.drawn],
        "settled": tally.settled,
        "pairwise": [list(row) for row in figures.pairwise],
        "strongest_paths": [list(row) for row in figures.strongest],
        "faults": [one.said_in(language) for one in counted.faults],
        "notes": [one.said_in(language) for one in counted.notes],
    }  # fmt: skip


def as_csv(counted: Counted) -> str:
    """Return a line for each candidate, by place."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows_of(counted):
        writer.writerow([_safe(row[name]) for name in COLUMNS])
    return out.getvalue()


def _safe(value: Any) -> Any:
    """A spreadsheet must not run what somebody is called."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
