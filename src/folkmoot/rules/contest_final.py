"""The result of a contest as it is approved: its tables written down, and whether the log still gives the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from folkmoot.model.contest_log import Rank, Standings

TABLES = ("people", "teams", "cities")


def result_plain(seen: Standings) -> dict[str, Any]:
    """Return the result as JSON: every line of each table, exact points as text, and the digest of all of it."""
    tables = {name: [_line(one) for one in seen.table(name)] for name in TABLES}
    return {"tables": tables, "digest": digest_of(tables)}


def digest_of(tables: Any) -> str:
    """Return the SHA-256 of a result: the same lines in the same order give the same digits."""
    words = json.dumps(tables, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def _line(one: Rank) -> list[Any]:
    return [one.id, one.rank, f"{one.points.normalize():f}", one.out]


def differences(seen: Standings) -> int:
    """Return how many lines of the approved result the log would give otherwise now, because of what was read later."""
    if seen.approved is None:
        return 0
    kept = seen.approved.content.get("tables", {})
    now = result_plain(seen)["tables"]
    found = 0
    for name in TABLES:
        before = {str(line[0]): line for line in kept.get(name, ())}
        after = {str(line[0]): line for line in now[name]}
        found += sum(1 for ident in before.keys() | after.keys() if before.get(ident) != after.get(ident))
    return found
