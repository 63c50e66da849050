"""What belongs to a campaign: pieces of content with their views, tasks with what was delivered, events of chapters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.answer import Column
from folkmoot.model.gathering import Gathering
from folkmoot.model.scope import day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns, content_course, gathering_course, tasks
from folkmoot.reports.campaign_course import Course
from folkmoot.reports.task_course import TaskBook

CONTENT = (
    Column("title", Text("Title", "标题"), opens="content-piece?id={number}"), Column("kind_name", Text("Kind", "类型")),
    Column("state_name", Text("State", "状态")), Column("published_at", Text("Published", "发布"), "moment"),
    Column("author_name", Text("Author", "作者"), "person", opens="person?id={author}"),
    columns.count("views", Text("Views", "浏览量"), unit="views"),
)  # fmt: skip
TASKS = (
    Column("title", Text("Task", "任务"), opens="task?id={id}"), Column("stage_name", Text("State", "状态")),
    Column("name", Text("Held by", "认领人"), "person", opens="person?id={person}"), columns.count("points", Text("Points", "积分")),
    Column("proof_name", Text("Proof", "证明")), Column("change", Text("Delivered", "交付")),
)  # fmt: skip


def moment_of(course: Course) -> datetime:
    """Return as of when the things of a campaign are told: the end of the day."""
    return day_start(course.today + timedelta(days=1), course.zone) - timedelta(seconds=1)


def content_of(course: Course) -> list[dict[str, Any]]:
    """Return the pieces that the campaign names, and those that name it, with their views; the last published first."""
    homes, now, plan = course.homes, moment_of(course), course.plan
    mine = [
        one for one in content_course.every(homes) if str(one.number) in plan.content or one.details.campaign == plan.id
    ]
    if not mine:
        return []
    views = content_course.views_of(homes, mine)
    rows = [content_course.row_of(homes, one, now, views.total(one, now)) for one in mine]
    return sorted(
        rows, key=lambda row: (row["published_at"] is not None, str(row["published_at"]), row["number"]), reverse=True
    )


def tasks_of(course: Course) -> list[dict[str, Any]]:
    """Return the tasks of the batches that the campaign names, as they stand, with the change that was delivered."""
    if not course.plan.tasks:
        return []
    book = TaskBook(course.homes, moment_of(course))
    return [tasks.row_of(book, one) for one in book.tasks if one.batch.id in course.plan.tasks]


def events_of(course: Course) -> tuple[Gathering, ...]:
    """Return the events of chapters that the campaign names, and those that name it, but for those that were cancelled."""
    every = gathering_course.every(course.homes, moment_of(course))
    mine = (one for one in every if one.id in course.plan.gatherings or one.announced.campaign == course.plan.id)
    return tuple(one for one in mine if one.stage != "cancelled")
