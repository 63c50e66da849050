"""What is one task about, who has it, what was delivered, and what happened to it so far?"""

from __future__ import annotations

from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.subject import address_of
from folkmoot.model.text import Text
from folkmoot.reports.actors import Actors
from folkmoot.reports.filling import fill
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_asked
from folkmoot.reports.registry import report
from folkmoot.reports.task_course import AT, TaskBook, TaskNow
from folkmoot.reports.tasks import batch_of, change_of, figure, forges_of, row_of
from folkmoot.rules import telling_tasks as say
from folkmoot.rules.tasks import SETTLES, until_of

COLUMNS = (
    Column("at", Text("When", "时间"), "moment"),
    Column("name", Text("Who", "人员"), "person", opens="person?id={person}"),
    Column("says", Text("What", "事项")),
    Column("words", Text("Words", "说明")),
    Column("change", Text("Change", "变更请求")),
)
OPTIONS = {"id": Text("Which task: batch/task.", "哪个任务：批次/任务。"), "at": AT}


@report("task", Text("Task", "任务"), options=OPTIONS, recorded=True)
def task(homes: Homes, question: Question) -> Answer:
    """What is one task about, who has it, what was delivered, and what happened to it so far?"""
    book = TaskBook(homes, moment_asked(homes, question))
    one = book.named(question.option("id"))
    rows = _happened(book, one)
    return fill(
        homes, question, homes.faces.masked(one.task.title), _sentence(book, one), COLUMNS, rows, total=len(rows), unit="acts",
        found=len(rows), about=_about(book, one), coverage=(),
    )  # fmt: skip


def _about(book: TaskBook, one: TaskNow) -> dict[str, Any]:
    homes, faces, state, actors = book.homes, book.homes.faces, one.state, Actors(book.homes)
    reviewers = [{"id": faces.id_of(who), "name": faces.name_of(who)} for who in book.reviewers(one)]
    delivery, award, proof = state.delivery, state.award, one.proof
    return {
        **row_of(book, one), "about_batch": batch_of(homes, one.batch, book.at), "says": faces.masked(one.task.says),
        "criteria": [faces.masked(words) for words in one.task.criteria], "needs": one.task.proof, "reviewers": reviewers,
        "since_at": state.since,
        "until_then": until_of(book.at, one.window, late=False) if state.stage == "open" else None, "place": str(one.task.place), "at": book.at,
        "delivery": {
            "at": delivery.at, "change": change_of(homes, state), "url": address_of(change_of(homes, state), forges_of(homes)),
            "words": faces.masked_words(delivery.words), "number": delivery.ordinal,
        } if delivery else None,
        "proof_why": proof.why if proof else None, "reverted_at": proof.reverted_at if proof else None,
        "returned_words": {
            "at": state.returned.at, "by": actors.name(state.returned.by), "words": faces.masked_words(state.returned.words),
        } if state.returned else None,
        "award": {
            "at": award.at, "by": actors.name(award.by), "points": figure(award.points), "worth": say.worth_words(award.points),
            "settles_at": award.at + SETTLES,
        } if award else None,
        "earlier": [
            {"person": faces.id_of(past.person), "name": faces.name_of(past.person), "since_at": past.since, "until_at": past.until,
             "ended": past.ended, "ended_name": say.ENDED[past.ended]}
            for past in state.earlier
        ],
    }  # fmt: skip


def _happened(book: TaskBook, one: TaskNow) -> list[dict[str, Any]]:
    """Return what was recorded about a task, and the claims that timed out, in the order of time."""
    faces, actors = book.homes.faces, Actors(book.homes)
    rows = [
        {
            "at": act.at, "verb": act.verb, "says": say.VERBS.get(act.verb, Text(act.verb)),
            **(_who(book, act.person) if act.verb in ("claim", "hand-back", "deliver") and act.person else _acted(actors, act.by)),
            "words": faces.masked_words(act.why),
            "change": "" if faces.is_hidden(act.person) else str(act.content.get("change") or ""),
        }
        for act in one.acts if act.at <= book.at
    ]  # fmt: skip
    timed_out = Text("the claim timed out", "认领超时")
    rows += [
        {"at": past.until, "verb": "timed-out", "says": timed_out, **_who(book, past.person), "words": "", "change": ""}
        for past in one.state.earlier if past.ended == "timed-out"
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["at"])


def _who(book: TaskBook, person: str) -> dict[str, str]:
    faces, same = book.homes.faces, book.same(person)
    return {"person": faces.id_of(same), "name": faces.name_of(same)}


def _acted(actors: Actors, by: str) -> dict[str, str]:
    row = actors.row(by)
    return {"person": row["id"], "name": row["name"]}


def _sentence(book: TaskBook, one: TaskNow) -> Text:
    state, task = one.state, one.task
    worth = say.worth_words(task.points)
    worth = Text(f"Worth {worth.en}", worth.zh) if task.points else Text("Worth no points", "无积分")
    who = book.homes.faces.name_of(state.person) if state.person else ""
    now = {
        "soon": Text("it can be claimed when the window begins", "批次开始后可以认领"),
        "open": Text("it is open to anybody", "任何人都可以认领"),
        "claimed": Text(f"{who} has it", f"{who} 已认领"),
        "delivered": Text(f"what {who} delivered waits for review", f"{who} 已交付，待验收"),
        "accepted": Text(f"{who} has done it", f"{who} 已完成"),
        "over": Text("its time is over", "已截止"),
    }[state.stage]
    return Text(f"{worth.en}; {now.en}.", f"{worth.zh}；{now.zh}。")
