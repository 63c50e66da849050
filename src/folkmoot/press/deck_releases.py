"""The release plan in a deck: all plans, and of each that is in development its calendar, contents and exit criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.release import Phase
from folkmoot.model.text import Text
from folkmoot.press.document import Section, Table, notes_of
from folkmoot.press.pack import Pack, told

WEEKS = 6  # of a release's calendar on one slide
WEEK = (
    Text("Mon", "周一"), Text("Tue", "周二"), Text("Wed", "周三"), Text("Thu", "周四"), Text("Fri", "周五"),
    Text("Sat", "周六"), Text("Sun", "周日"),
)  # fmt: skip
GOING = (Phase.DEVELOPMENT.value, Phase.PLANNING.value)
TINTS: Mapping[str, str] = {
    "coding": "accent-wash", "review": "warn-wash", "testing": "warn-wash", "branch": "bad-wash", "bugfix": "sunken",
    "publish": "good-wash", "video": "good-wash", "planning": "accent-wash",
}  # fmt: skip


def releases(pack: Pack) -> Iterator[Section]:
    """Yield the plans, and what of those in development is planned, done and still to be met."""
    plans = pack.about.asked_always("release-plans", **pack.on)
    if not plans.rows:
        return
    only = ("title", "phase_name", "planned_on", "released_on", "late", "criteria")
    yield told(pack, Text("Release plan review", "版本计划审视"), plans, only, plans.rows, sentence=plans.sentence)
    for row in plans.rows:
        if row["phase"] in GOING[:1]:
            yield from _release(pack, pack.about.ask("release-plan", id=row["id"], **pack.on))


def _release(pack: Pack, plan: Answer) -> Iterator[Section]:
    yield from months(pack, plan)
    if plan.parts["components"].rows:
        only = ("component", "item", "state_name", "owner_name")
        yield told(
            pack, plan.title, plan.parts["components"], only, plan.parts["components"].rows, sentence=plan.sentence
        )
    if plan.rows:
        rows = [{**row, "state": pack.words(row["state_name"])} for row in plan.rows]
        title = Text(f"{plan.title.said_in('en')}: exit criteria", f"{plan.title.said_in('zh')}：退出条件")
        yield told(pack, title, plan, ("title", "state", "evidence"), rows, sentence=plan.sentence)


def months(pack: Pack, plan: Answer) -> Iterator[Section]:
    """Yield a release's calendar: weeks below each other, days beside each other; six weeks on each page."""
    days = {row["day"]: row for row in plan.parts["calendar"].rows}
    if not days:
        return
    columns = tuple(Column(f"day{number}", name) for number, name in enumerate(WEEK))
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * number) for number in range((last - monday).days // 7 + 1)]
    for begin in range(0, len(weeks), WEEKS):
        shown = [[one + timedelta(days=number) for number in range(7)] for one in weeks[begin : begin + WEEKS]]
        rows = tuple(
            {f"day{place}": _cell(pack, days.get(day), day, first) for place, day in enumerate(week)} for week in shown
        )
        tints = {
            (number, place): tint
            for number, week in enumerate(shown)
            for place, day in enumerate(week)
            if (tint := _tint(days.get(day), day))
        }
        yield Section(
            f"{pack.words(plan.title)} · {max(shown[0][0], first):%Y-%m-%d} – {min(shown[-1][-1], last):%Y-%m-%d}",
            pack.words(plan.sentence),
            table=Table(columns, rows, len(rows), tall=True, tints=tints),
            notes=notes_of(plan, pack.about.language),
        )


def _cell(pack: Pack, row: Mapping[str, Any] | None, day: date, first: date) -> str:
    if row is None:
        return ""
    named = f"{day.month}-{day.day}" if day.day == 1 or day == first else str(day.day)
    return "\n".join([named, *(pack.words(one) for one in row["planned"])])


def _tint(row: Mapping[str, Any] | None, day: date) -> str:
    """Return the colour behind a day: its kind of work; a free day of a weekend is sunken."""
    kinds = row.get("kinds", ()) if row else ()
    found = next((TINTS[kind] for kind in kinds if kind in TINTS), "")
    return found or ("sunken" if row is None or (day.weekday() > 4 and not kinds) else "")
