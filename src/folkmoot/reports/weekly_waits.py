"""Which changes and issues passed the promised time in the week of a digest, and still wait?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import ibis

from folkmoot.metrics.threads import CHANGE, ISSUE
from folkmoot.model.answer import Answer
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.filling import fill
from folkmoot.reports.homes import Homes
from folkmoot.reports.weekly import LINE, UNREAD, Week

TITLE = Text("Waiting", "等待回应")
KINDS = {CHANGE: Text("change", "变更"), ISSUE: Text("issue", "问题")}


def late(homes: Homes, question: Question, week: Week) -> Answer:
    """Which changes and issues passed the promised time in the week, and still wait for a first answer?

    Rows: one each, the longest waiting first. Edges: what its asker closed in time waits for nobody; up to where the
    readings reach silence is known, and no further.
    """
    covering = tuple(row for row in coverage_of(homes, question.scope) if row.kind in KINDS)
    if not week.known or not covering:
        return fill(homes, question, TITLE, UNREAD, LINE, (), name="waiting")
    zone = question.scope.zone
    since, until = (day_start(day, zone) for day in (week.first, week.last + timedelta(days=1)))
    until = min(until, max(row.until_at or row.read_at for row in covering))
    promise = timedelta(hours=homes.charter.board.promise_hours)
    passed, waiting = _counted(homes, question, since, until, promise)
    rows = [_row(homes, row, until) for row in waiting]
    hours = f"{homes.charter.board.promise_hours:g}"
    said = Text(f"This week nothing passed the promised {hours} hours.", f"本周没有变更或问题超过承诺的 {hours} 小时。")
    if passed:
        said = Text(
            f"This week {passed} passed the promised {hours} hours; "
            f"{len(rows) or 'none'} of them still {'waits' if len(rows) == 1 else 'wait'}.",
            f"本周 {passed} 项超过承诺的 {hours} 小时，其中 {len(rows)} 项仍在等待。",
        )
    return fill(homes, question, TITLE, said, LINE, rows, total=len(rows), coverage=covering, name="waiting")


def _counted(
    homes: Homes, question: Question, since: datetime, until: datetime, promise: timedelta
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many passed the promise between the moments, and those of them that wait at the end."""
    table = homes.threads(question.scope.with_(since_at=None, until_at=None))
    opened = table.filter(table["at"] >= since - promise, table["at"] < until - promise)
    due = opened["at"] + ibis.interval(seconds=int(promise.total_seconds()))
    quiet = opened.filter(
        opened.first_response_at.isnull() | (opened.first_response_at > due),
        opened.closed_at.isnull() | (opened.closed_at > due),
    )
    passed = homes.rows(quiet.agg(n=quiet.count()))[0]["n"]
    end = ibis.literal(until, quiet["at"].type())
    still = quiet.filter(
        quiet.first_response_at.isnull() | (quiet.first_response_at >= end),
        quiet.closed_at.isnull() | (quiet.closed_at >= end),
    )
    rows = homes.rows(
        still.select("id", "at", "kind", "actor", "repo", "subject", "person", "title").order_by(["at", "subject"])
    )
    events = homes.events(question.scope.with_(since_at=None, until_at=None))
    known = events.filter(events.kind.isin(list(KINDS)), events.id.isin([row["id"] for row in rows])) if rows else None
    urls = {row["id"]: row["url"] for row in homes.rows(known.select("id", "url"))} if known is not None else {}
    return passed, [{**row, "url": urls.get(row["id"], "")} for row in rows]


def _row(homes: Homes, row: Mapping[str, Any], until: datetime) -> dict[str, Any]:
    """Return one that waits; of a hidden person no words and no link that names them."""
    hidden = homes.faces.is_hidden(row["person"])
    kind, days = KINDS[row["kind"]], (until - row["at"]).days
    name = homes.faces.name_of(row["person"]) or homes.faces.account_of(row["actor"])
    title = "" if hidden else homes.faces.masked_words(row["title"] or row["subject"])
    return {
        "title": Text(title, title) if title else kind,
        "says": Text(
            f"{kind.en} in {row['repo']} by {name}, waits for {days} {'day' if days == 1 else 'days'}",
            f"{row['repo']} 的{kind.zh}，由 {name} 提出，已等待 {days} 天",
        ),
        "url": "" if hidden else row["url"], "subject": "" if hidden else row["subject"], "repo": row["repo"],
        "kind": row["kind"], "at": row["at"], "days": days,
    }  # fmt: skip
