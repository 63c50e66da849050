"""The people under the numbers of coming and going: who came back, left, stayed, or went on to the next level."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from folkmoot.metrics.ending import ended_in
from folkmoot.metrics.levels import USUAL, level_conversion, reached
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.turnover import silences
from folkmoot.metrics.windows import contributions, is_within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import page_of

MOVES = ("returning", "left", "kept", "lost")
MOMENTS = {"D0": "d0_at", "D1": "d1_at", "D2": "d2_at"}


def moved(homes: Homes, question: Question, move: str) -> set[str]:
    """Return who made one of ``MOVES`` in the window, as the indicators count them.

    Edges: without a beginning of the window nobody was there before it: nobody returns, is kept or lost.
    """
    mine = somebodys(contributions(homes.events(question.scope)))
    scope = _so_far(question)
    if move == "left":
        gone = silences(mine)
        return _names(homes, gone.filter(is_within(gone.gone_at, scope)))
    if scope.since_at is None or scope.until_at is None:
        return set()
    since, until = scope.since_at, scope.until_at
    here, before = is_within(mine["at"], scope), mine["at"] < since
    if move != "returning":
        before &= mine["at"] >= since - (until - since)
    each = mine.group_by("person").agg(now=here.any(), then=before.any())
    each = each.filter(each.then, ~each.now if move == "lost" else each.now)
    return _names(homes, each)


def _names(homes: Homes, table: Any) -> set[str]:
    return {row["person"] for row in homes.rows(table.select("person").distinct())}


def _so_far(question: Question) -> Scope:
    """Return the scope with its window up to the end of today at most."""
    tomorrow = day_start(question.today + timedelta(days=1), question.scope.zone)
    return question.scope.with_(until_at=min(question.scope.until_at or tomorrow, tomorrow))


def steps_of(homes: Homes, question: Question, step: str) -> Answer:
    """Return who first reached the lower level of a step so long ago that it is known whether they went on, those first who did."""
    below, above = step.split("-")
    lower, upper = MOMENTS[below], MOMENTS[above]
    rows = homes.rows(_known(homes, question, lower))
    found = [
        {
            "id": homes.faces.id_of(row["person"]), "name": homes.faces.name_of(row["person"]),
            "lower_at": row[lower], "upper_at": row[upper],
            "went_on": row[upper] is not None and row[upper] <= row[lower] + timedelta(days=USUAL),
        }
        for row in rows
    ]  # fmt: skip
    found.sort(key=lambda row: (not row["went_on"], row["lower_at"], row["id"]))
    shown, about = page_of(found, question)
    went = sum(1 for row in found if row["went_on"])
    heads = (
        columns.person_column(), Column("went_on", Text(f"Went on within {USUAL} days", f"{USUAL} 天内达到下一级"), "mark"),
        Column("lower_at", Text(f"{below} since", f"达到 {below}"), "moment"),
        Column("upper_at", Text(f"{above} since", f"达到 {above}"), "moment"), Column("id", Text("Id", "标识")),
    )  # fmt: skip
    sentence = Text(
        f"{many(len(found), 'person', 'people')} first reached {below} in the window and at least {USUAL} days ago; "
        f"{number(went)} of them reached {above} within {USUAL} days.",
        f"时段内首次达到 {below} 且已满 {USUAL} 天的有 {number(len(found))} 人，其中 {number(went)} 人在 {USUAL} 天内达到 {above}。",
    )
    title = Text(f"From {below} to {above}", f"{below} 到 {above} 的转化")
    return fill(
        homes, question, title, sentence, heads, shown, metric=level_conversion, total=len(found), found=len(found),
        about={"step": step, **about},
    )  # fmt: skip


def _known(homes: Homes, question: Question, lower: str) -> Any:
    """Return when people reached the levels, of those whose days are over, as the indicators know it."""
    events, scope = homes.events(question.scope), _so_far(question)
    each = reached(events)
    inside = each.filter(each[lower].notnull(), is_within(each[lower], scope))
    if scope.until_at is None:
        return inside
    newest = ended_in(
        events, Periods.one(scope.since_at or scope.until_at - timedelta(days=1), scope.until_at, scope.zone)
    )
    long_enough = timedelta(days=USUAL)
    return inside.filter(inside[lower] + long_enough <= newest)
