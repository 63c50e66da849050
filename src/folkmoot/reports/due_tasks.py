"""What tasks make due by themselves: deliveries that wait for a review, claims that are about to time out, batches that end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from folkmoot.model.agenda import Due
from folkmoot.model.groups import Group, Kind
from folkmoot.model.scope import day_start
from folkmoot.model.task import TaskBatch
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.due_governing import at_most, owner_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.task_course import TaskBook, TaskNow


def declared_by(homes: Homes, group: Group) -> tuple[TaskBatch, ...]:
    """Return the batches that are due at a group's meetings: its own, and for a committee those of no group."""
    mine = {group.slug, ""} if group.kind is Kind.COMMITTEE else {group.slug}
    return tuple(one for one in homes.charter.tasks if one.group in mine)


def waiting(homes: Homes, group: Group, today: date) -> Iterator[Due]:
    """Yield the deliveries that wait for a review, and the claims that are about to time out."""
    zone = homes.charter.community.zone
    book = TaskBook(homes, day_start(today + timedelta(days=1), zone) - timedelta(seconds=1))
    mine = {one.id for one in declared_by(homes, group)}
    yield from at_most(_each(book, mine, today), "tasks", f"/tasks/?group={group.slug}")


def _each(book: TaskBook, mine: set[str], today: date) -> Iterator[Due]:
    homes, zone = book.homes, book.homes.charter.community.zone
    for one in book.tasks:
        if one.batch.id not in mine:
            continue
        who = homes.faces.name_of(one.state.person)
        if one.state.stage == "delivered":
            why = Text(f"{who} has delivered it", f"{who} 已交付，待验收")
            yield _due(book, one, why, Text(), _reviewer(book, one, today))
        elif one.ends_soon(book.at) and one.state.until is not None:
            until = local_day(one.state.until - timedelta(seconds=1), zone)
            why = Text("the claim is about to time out", "认领即将超时")
            yield _due(book, one, why, Text(f"until {until}", f"截至 {until}"), who)


def _reviewer(book: TaskBook, one: TaskNow, today: date) -> str:
    mentor = one.task.mentor
    return book.homes.faces.name_of(mentor) if mentor else owner_of(book.homes, one.batch.group, today)


def _due(book: TaskBook, one: TaskNow, why: Text, note: Text, owner: str) -> Due:
    title = book.homes.faces.masked(one.task.title)
    return Due("tasks", title, f"/tasks/{one.name}/", note, key=f"task:{one.name}", owner=owner, why=why)
