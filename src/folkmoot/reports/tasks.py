"""Which tasks can be taken on, who has which, and what waits for a reviewer?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.subject import address_of, hosts_of, subject_of
from folkmoot.model.task import DIFFICULTIES, KINDS, TaskBatch, span_of, window_words
from folkmoot.model.task_log import TaskState
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen, moment_asked, near
from folkmoot.reports.registry import report
from folkmoot.reports.task_course import AT, TaskBook, TaskNow
from folkmoot.rules import telling_tasks as say

TITLE = Text("Tasks", "任务")
OPTIONS = {
    "batch": Text("Only of this batch.", "只看该批次。"),
    "area": Text("Only of this area.", "只看该领域。"),
    "difficulty": Text(f"Only these: {', '.join(DIFFICULTIES)}.", f"只看：{'、'.join(DIFFICULTIES)}。"),
    "state": Text(f"Only those that are: {', '.join(say.STAGES)}.", f"只看：{'、'.join(say.STAGES)}。"),
    "mentor": Text("Only of this mentor: an id, an account or a name.", "只看该导师：标识、账号或姓名。"),
    "who": Text("Only those that this person holds or has done.", "只看此人认领或完成的。"),
    "q": Text("Words to search for.", "搜索关键词。"),
    "at": AT,
    **PAGING,
}
COLUMNS = (
    Column("title", Text("Task", "任务"), opens="task?id={id}"),
    Column("batch_name", Text("Batch", "批次")),
    Column("area", Text("Area", "领域")),
    Column("difficulty_name", Text("Difficulty", "难度")),
    columns.count("points", Text("Points", "积分")),
    Column("stage_name", Text("State", "状态")),
    Column("name", Text("Held by", "认领人"), "person", opens="person?id={person}"),
    Column("until_at", Text("Claim holds until", "认领截止"), "moment"),
    Column("mentor_name", Text("Mentor", "导师"), "person", opens="person?id={mentor}"),
    Column("last_at", Text("Last day", "截止日"), "moment"),
    Column("proof_name", Text("Proof", "证明")),
    Column("url", Text("Issue", "任务链接"), "url"),
    Column("id", Text("Id", "标识")),
)
ORDER = ("delivered", "claimed", "open", "soon", "accepted", "over")


@report("tasks", TITLE, options=OPTIONS, recorded=True)
def tasks(homes: Homes, question: Question) -> Answer:
    """Which tasks can be taken on, who has which, and what waits for a reviewer?"""
    at = moment_asked(homes, question)
    book = TaskBook(homes, at)
    state = chosen(question, "state", say.STAGES)
    chosen(question, "difficulty", DIFFICULTIES)
    batch = question.option("batch")
    if batch and batch not in homes.charter.batch_by_id:
        raise BadQuestion(f"There is no batch '{batch}'.", mend=near(batch, homes.charter.batch_by_id))
    fitting = [one for one in book.tasks if _fits(book, one, question)]
    counted: Counter[str] = Counter(one.state.stage for one in fitting)
    rows = [row_of(book, one) for one in fitting if not state or one.state.stage == state]
    rows.sort(key=lambda row: ORDER.index(row["stage"]))
    shown, about = page_of(rows, question)
    facets = {
        "at": at, "state": state, "counted": {name: counted.get(name, 0) for name in say.STAGES}, "tasks": len(book.tasks),
        "batches": [batch_of(homes, one, at) for one in homes.charter.tasks],
        "areas": sorted({one.task.area for one in book.tasks if one.task.area}),
        "mentors": _mentors(homes, book.tasks), "groups": _groups(homes),
    }  # fmt: skip
    return fill(
        homes, question, TITLE, _sentence(counted, fitting, declared=bool(book.tasks)), COLUMNS, shown,
        total=len(rows), unit="tasks", found=len(rows),
        about={**facets, **about}, coverage=(),
    )  # fmt: skip


def _fits(book: TaskBook, one: TaskNow, question: Question) -> bool:
    groups, said = question.scope.groups, question.option
    return (
        (not groups or one.batch.group in groups)
        and said("batch") in ("", one.batch.id)
        and said("area").lower() in ("", one.task.area.lower())
        and said("difficulty").lower() in ("", one.task.difficulty)
        and _is_of(book, said("mentor"), (one.task.mentor,))
        and _is_of(book, said("who"), (one.state.person,))
        and all(word in _searched(book.homes, one) for word in said("q").lower().split())
    )


def _is_of(book: TaskBook, said: str, people: Iterable[str]) -> bool:
    """Return whether somebody who is asked for is among people; nobody asked for: yes."""
    if not said:
        return True
    known = book.homes.faces.find(said)
    who = known.id if known else book.same(said)
    return who in {book.same(one) for one in people if one}


def _searched(homes: Homes, one: TaskNow) -> str:
    task = one.task
    words = [
        one.name,
        task.area,
        task.issue,
        task.repo,
        *(f"{said.en} {said.zh}" for said in (task.title, task.says, one.batch.title)),
    ]
    return homes.faces.masked_words(" ".join(words)).lower()


def row_of(book: TaskBook, one: TaskNow) -> dict[str, Any]:
    """Return the row of one task."""
    homes, task, state = book.homes, one.task, one.state
    faces, forges = homes.faces, forges_of(homes)
    issue = subject_of(task.issue, hosts_of(forges))
    return {
        "id": one.name, "task": task.id, "title": faces.masked(task.title), "batch": one.batch.id,
        "batch_name": one.batch.title, "kind": one.batch.kind, "kind_name": KINDS[one.batch.kind], "group": one.batch.group,
        "area": task.area, "difficulty": task.difficulty, "difficulty_name": DIFFICULTIES[task.difficulty], "points": figure(task.points),
        "worth": say.worth_words(task.points),
        "stage": state.stage, "stage_name": say.STAGES[state.stage], "person": faces.id_of(state.person) if state.person else "",
        "name": faces.name_of(state.person) if state.person else None, "until_at": state.until, "soon": one.ends_soon(book.at),
        "mentor": faces.id_of(task.mentor) if task.mentor else "", "mentor_name": faces.name_of(task.mentor) if task.mentor else None,
        "due_at": one.window.due_at if one.window else None,
        "last_at": one.window.due_at - timedelta(seconds=1) if one.window else None, "opens_at": one.window.opens_at if one.window else None,
        "issue": issue, "url": address_of(issue, forges) if issue else "", "repo": task.repo,
        "change": change_of(homes, state), "proof": one.proof.state if one.proof else None,
        "proof_name": say.PROOFS[one.proof.state] if one.proof else None, "returned": state.stage == "claimed" and state.returned is not None,
        "reverted": bool(one.proof and one.proof.reverted_at),
    }  # fmt: skip


def change_of(homes: Homes, state: TaskState) -> str:
    """Return the change that was delivered; none of somebody who is not named, since it would name them."""
    return "" if state.delivery is None or homes.faces.is_hidden(state.person) else state.delivery.change


def forges_of(homes: Homes) -> Mapping[str, str]:
    """Return the address of each forge that the community declares."""
    return {one.key: one.url for one in homes.charter.community.forges}


def figure(points: Decimal) -> int | float:
    """Return points as a number that doors draw; two decimals are exact enough to be written as they are."""
    return int(points) if points == int(points) else float(points)


def batch_of(homes: Homes, batch: TaskBatch, at: datetime) -> dict[str, Any]:
    """Return what a batch is, for choices and heads."""
    days = span_of(batch.window)
    group = homes.charter.group_by_slug.get(batch.group)
    now = at.date()
    over = days is not None and days[1] < now
    return {
        "id": batch.id, "title": batch.title, "says": batch.says, "kind": batch.kind, "kind_name": KINDS[batch.kind],
        "window": window_words(batch.window), "first": days[0] if days else None, "last": days[1] if days else None,
        "over": over, "soon": days is not None and now < days[0], "group": batch.group,
        "group_name": group.name if group else Text(batch.group), "tasks": len(batch.tasks), "claims": batch.claims,
        "claim_days": batch.claim_days, "points": figure(sum((one.points for one in batch.tasks), Decimal(0))),
    }  # fmt: skip


def _mentors(homes: Homes, tasks: Iterable[TaskNow]) -> list[dict[str, str]]:
    ids = dict.fromkeys(one.task.mentor for one in tasks if one.task.mentor)
    return [{"id": homes.faces.id_of(one), "name": homes.faces.name_of(one)} for one in ids]


def _groups(homes: Homes) -> list[dict[str, Any]]:
    slugs = dict.fromkeys(one.group for one in homes.charter.tasks if one.group)
    known = homes.charter.group_by_slug
    return [{"id": slug, "name": known[slug].name} for slug in slugs if slug in known]


def _sentence(counted: Mapping[str, int], fitting: list[TaskNow], *, declared: bool) -> Text:
    if not declared:
        return Text("No task is declared yet.", "尚未声明任务。")
    if not fitting:
        return Text("No task fits.", "没有符合条件的任务。")
    free, every = counted.get("open", 0), len(fitting)
    busy = [(stage, counted.get(stage, 0)) for stage in ("claimed", "delivered", "accepted")]
    rest = [Text(f"{number(count)} {_IN[stage].en}", f"{number(count)} 个{_IN[stage].zh}") for stage, count in busy]
    return Text(
        f"{number(free)} of {many(every, 'task is', 'tasks are')} open, {', '.join(one.en for one in rest)}.",
        f"共 {number(every)} 个任务：{number(free)} 个待认领，{'，'.join(one.zh for one in rest)}。",
    )


_IN = {
    "claimed": Text("claimed", "已认领"), "delivered": Text("waiting for review", "待验收"), "accepted": Text("accepted", "已验收"),
}  # fmt: skip
