"""What happens at one meeting: its agenda, who is there, what is decided, what is taken on?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from folkmoot.model.agenda import AgendaLine
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.rollcall import STATES, Mark, Seat
from folkmoot.model.scope import Question
from folkmoot.model.sitting import NOTES, STAGES
from folkmoot.model.text import Text
from folkmoot.reports.actions import COLUMNS as ACTION_COLUMNS
from folkmoot.reports.actions import row_of as action_row
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import MeetingNow, meeting, previous
from folkmoot.reports.registry import report
from folkmoot.rules import rollcall
from folkmoot.rules.agenda import planned_minutes
from folkmoot.rules.telling_votes import WORDS

TITLE = Text("Meeting", "会议")
OPTIONS = {"id": Text("Its key, such as compiler/weekly/2026-11-24.", "会议标识，例如 compiler/weekly/2026-11-24。")}
AGENDA = (
    Column("number", Text("Number", "序号"), "number"),
    Column("title", Text("Topic", "议题")),
    Column("minutes", Text("Minutes", "分钟"), "number"),
    Column("presenter_name", Text("Presented by", "汇报人")),
    Column("by_name", Text("Proposed by", "提出人")),
    Column("due", Text("What is due", "待办"), "list"),
    Column("ref", Text("Line", "行")),
)
ROLL = (
    Column("name", Text("Name", "姓名"), "person", opens="person?id={person}"),
    Column("organization", Text("Affiliation", "所属机构")),
    Column("role", Text("Role", "角色")),
    Column("state_name", Text("State", "状态")),
    Column("votes", Text("Decides", "有表决权")),
    Column("holder_name", Text("Proxy held by", "委托代理人")),
    Column("came_at", Text("Came late", "迟到"), "moment"),
    Column("left_at", Text("Left early", "早退"), "moment"),
    Column("minutes", Text("Minutes present", "在场分钟"), "number"),
)
DECISIONS = (
    Column("title", Text("Decision", "决定")),
    Column("state_name", Text("Outcome", "结果")),
    Column("why", Text("Arithmetic", "计票")),
    Column("number", Text("Motion", "动议"), "number", opens="motion?id={number}"),
)


@report("meeting", TITLE, options=OPTIONS, recorded=True)
def told(homes: Homes, question: Question) -> Answer:
    """What happens at one meeting: its agenda, who is there, what is decided, what is taken on?"""
    key = question.option("id")
    now = meeting(homes, key) if key else None
    if now is None:
        raise BadQuestion(f"There is no meeting '{key}'.", mend="See the calendar: moot ask meetings.")
    agenda = [_line(homes, now, number, one) for number, one in enumerate(now.agenda, 1)]
    parts = {
        "roll": _roll(homes, question, now),
        "decisions": _decisions(homes, question, now),
        "actions": _actions(homes, question, now),
    }
    return fill(
        homes, question, now.occurrence.title or now.group.name, _sentence(now, parts), AGENDA, agenda, total=len(agenda),
        unit="topics", coverage=(), about=_about(homes, now), parts=parts,
    )  # fmt: skip


@report("roll", Text("Roll call", "点名"), options=OPTIONS, recorded=True)
def roll(homes: Homes, question: Question) -> Answer:
    """Who is at one meeting, and do they make a quorum?"""
    key = question.option("id")
    now = meeting(homes, key) if key else None
    if now is None:
        raise BadQuestion(f"There is no meeting '{key}'.", mend="See the calendar: moot ask meetings.")
    return replace(
        _roll(homes, question, now),
        about={"quorum": quorum_row(now), "stage": now.stage, "closed_at": now.sitting.closed_at},
    )


def _about(homes: Homes, now: MeetingNow) -> dict[str, Any]:
    where, said, faces = now.occurrence, now.sitting, homes.faces
    before = previous(homes, now.group.slug, where.starts_at)
    return {
        "key": now.key, "group": now.group.slug, "group_name": now.group.name, "series": where.series, "day": where.day,
        "kind": now.group.kind.value, "starts_at": where.starts_at, "ends_at": where.ends_at, "zone": where.zone,
        "url": where.url, "stage": now.stage, "stage_name": STAGES[now.stage], "cancelled": where.cancelled,
        "reason": where.reason, "moved_from": where.moved_from, "opened_at": said.opened_at, "closed_at": said.closed_at,
        "host": faces.id_of(now.host) if now.host else "", "host_name": faces.name_of(now.host) if now.host else "",
        "notice": now.template.notice, "useful": [{"title": one.title, "url": one.url} for one in now.template.links],
        "optional": [{"title": one.title, "minutes": one.minutes} for one in now.template.optional],
        "planned_minutes": planned_minutes(now.agenda), "quorum": quorum_row(now), "rule": now.rule.title or Text(now.rule.name),
        "links": [{"kind": one.kind, "url": one.url, "title": faces.masked_words(one.title)} for one in said.links],
        "minutes": _minutes(homes, now), "counted_at": step.at if (step := said.last("count")) else None,
        "published": dict(step.content) if (step := said.last("publish")) else None,
        "on_file": [one.document for one in homes.charter.minutes
                    if one.group == now.group.slug and one.day == where.day and one.document],
        "previous": {"day": before.day, "key": before.key, "approved": before.approved, "document": before.document}
        if before else None,
    }  # fmt: skip


def _minutes(homes: Homes, now: MeetingNow) -> dict[str, Any]:
    texts = now.sitting.texts
    vote = now.approval
    return {
        "version": texts[-1].number if texts else 0,
        "says": homes.faces.masked(texts[-1].says) if texts else Text(),
        "versions": [{"number": one.number, "at": one.at, "why": one.why} for one in texts],
        "approved": now.approved_number,
        "motion": vote[0].number if vote else None,
        "word": vote[1].word if vote else "",
        "why": vote[1].why if vote else Text(),
    }


def quorum_row(now: MeetingNow) -> dict[str, Any]:
    """Return the live quorum as plain data: unknown needs are None."""
    one = now.quorum
    return {
        "electors": one.electors, "present": one.present, "by_proxy": one.by_proxy, "counted": one.counted,
        "needed": one.needed, "missing": one.missing, "reached": one.reached, "proxies_count": one.proxies_count,
        "moment": now.moment, "people": len(now.present), "guests": sum(1 for _ in _guests(now)),
    }  # fmt: skip


def _line(homes: Homes, now: MeetingNow, number: int, one: AgendaLine) -> dict[str, Any]:
    faces = homes.faces
    return {
        "number": number, "ref": one.ref, "title": faces.masked(one.title), "minutes": one.minutes,
        "presenter": faces.id_of(one.presenter) if one.presenter and faces.known(one.presenter) else "",
        "presenter_name": faces.name_of(one.presenter) if one.presenter else "",
        "by": faces.id_of(one.by) if one.by else "", "by_name": faces.name_of(one.by) if one.by else "",
        "known": one.by in homes.charter.person_by_id, "text": faces.masked_words(one.text), "suggested": one.suggested,
        "due": [{"kind": due.kind, "title": faces.masked(due.title), "url": due.url, "note": faces.masked(due.note),
                 "overdue": due.overdue, "key": due.key, "owner": faces.masked_words(due.owner), "why": faces.masked(due.why)}
                for due in one.due],
        "notes": [{"id": note.id, "kind": note.kind, "kind_name": NOTES[note.kind], "says": faces.masked(note.says)}
                  for note in now.sitting.notes if note.ref == one.ref],
    }  # fmt: skip


def _roll(homes: Homes, question: Question, now: MeetingNow) -> Answer:
    marks = now.marks
    speaks = rollcall.represented_at(now.sitting.marks, now.moment)
    rows = [_seat(homes, now, seat, marks.get(seat.person), speaks.get(seat.person, "")) for seat in now.seats]
    rows += [_guest(homes, now, one) for one in _guests(now)]
    here = sum(1 for row in rows if row["here"])
    sentence = Text(
        f"{here} of {many(len(now.seats), 'person who serves', 'people who serve')} or came as guests were there."
        if now.sitting.closed_at else f"{many(here, 'person is', 'people are')} there now.",
        f"{here} 人到会。" if now.sitting.closed_at else f"当前 {here} 人在场。",
    )  # fmt: skip
    return fill(
        homes,
        question,
        Text("Roll call", "点名"),
        sentence,
        ROLL,
        rows,
        total=here,
        unit="people",
        coverage=(),
        name="roll",
    )


def _guests(now: MeetingNow) -> Iterator[Mark]:
    seated = {seat.person for seat in now.seats}
    for one in now.marks.values():
        if (not one.person or one.person not in seated) and one.state != "unmarked":
            yield one


def _seat(homes: Homes, now: MeetingNow, seat: Seat, mark: Mark | None, speaker: str) -> dict[str, Any]:
    hidden = homes.faces.is_hidden(homes.identity.person_of.get(seat.person, seat.person))
    return {
        "person": homes.faces.id_of(seat.person), "name": homes.faces.name_of(seat.person), "role": seat.role,
        "organization": None if hidden else seat.organization, "votes": seat.votes, "guest": False,
        **_marked(homes, now, mark), "represented": bool(speaker),
    }  # fmt: skip


def _guest(homes: Homes, now: MeetingNow, mark: Mark) -> dict[str, Any]:
    name = homes.faces.name_of(mark.person) if mark.person else homes.faces.masked_words(mark.guest)
    day = now.occurrence.day
    belongs = (
        homes.organization_on(homes.identity.person_of.get(mark.person, ""), day) if mark.person else mark.organization
    )
    hidden = bool(mark.person) and homes.faces.is_hidden(homes.identity.person_of.get(mark.person, mark.person))
    return {
        "person": homes.faces.id_of(mark.person) if mark.person else "", "name": name, "role": "guest",
        "organization": None if hidden else belongs or None, "votes": False, "guest": True, **_marked(homes, now, mark),
        "represented": False,
    }  # fmt: skip


def _marked(homes: Homes, now: MeetingNow, mark: Mark | None) -> dict[str, Any]:
    opened, closed = now.sitting.opened_at, now.sitting.closed_at
    state = mark.state if mark else "unmarked"
    return {
        "state": state, "state_name": STATES[state],
        "here": bool(mark and mark.spans and (closed or rollcall.is_there(mark, now.moment))),
        "now": bool(mark and rollcall.is_there(mark, now.moment)),
        "holder": homes.faces.id_of(mark.holder) if mark and mark.holder else "",
        "holder_name": homes.faces.name_of(mark.holder) if mark and mark.holder else "",
        "came_at": rollcall.came_late(mark, opened) if mark and opened else None,
        "left_at": rollcall.left_at(mark, closed) if mark else None,
        "minutes": round(rollcall.minutes_of(mark, opened, closed)) if mark and mark.spans and opened and closed else None,
    }  # fmt: skip


def _decisions(homes: Homes, question: Question, now: MeetingNow) -> Answer:
    rows: list[dict[str, Any]] = [
        {"title": homes.faces.masked(motion.title), "state": outcome.word, "state_name": WORDS[outcome.word],
         "why": homes.faces.masked(outcome.why), "number": motion.number, "id": motion.number}
        for motion, outcome in (*now.on_minutes, *now.motions)
    ]  # fmt: skip
    rows += [
        {"title": homes.faces.masked(note.says), "state": "noted", "state_name": NOTES["decision"], "why": Text(),
         "number": None, "id": None}
        for note in now.sitting.notes if note.kind == "decision"
    ]  # fmt: skip
    sentence = Text(f"{many(len(rows), 'decision', 'decisions')}.", f"{len(rows)} 项决定。")
    title = Text("Decisions", "决定")
    return fill(
        homes,
        question,
        title,
        sentence,
        DECISIONS,
        rows,
        total=len(rows),
        unit="decisions",
        coverage=(),
        name="decisions",
    )


def _actions(homes: Homes, question: Question, now: MeetingNow) -> Answer:
    rows = [action_row(homes, one, question) for one in now.sitting.actions]
    sentence = Text(f"{many(len(rows), 'action item', 'action items')}.", f"{len(rows)} 个行动项。")
    title = Text("Action items", "行动项")
    return fill(
        homes,
        question,
        title,
        sentence,
        ACTION_COLUMNS,
        rows,
        total=len(rows),
        unit="action items",
        coverage=(),
        name="actions",
    )


def _sentence(now: MeetingNow, parts: dict[str, Answer]) -> Text:
    if now.stage == "cancelled":
        return Text("It was called off.", "此次会议已取消。")
    if now.stage == "planned":
        minutes = planned_minutes(now.agenda)
        long = Text(f", {minutes} minutes as planned", f"，计划 {minutes} 分钟") if minutes else Text()
        topics = len([one for one in now.agenda if not one.suggested])
        return Text(f"{many(topics, 'topic', 'topics')}{long.en}.", f"{topics} 个议题{long.zh}。")
    one = now.quorum
    if now.stage == "open":
        return Text(
            f"{one.counted} of {one.electors} who decide are here; {_quorum_words(now).en}.",
            f"有表决权的 {one.electors} 人中 {one.counted} 人在场；{_quorum_words(now).zh}。",
        )
    here, decided, taken = (parts[name].total or 0 for name in ("roll", "decisions", "actions"))
    return Text(
        f"{many(here, 'person was', 'people were')} there; {many(decided, 'decision', 'decisions')}, "
        f"{many(taken, 'action item', 'action items')}.",
        f"{here} 人到会；{decided} 项决定，{taken} 个行动项。",
    )


def _quorum_words(now: MeetingNow) -> Text:
    missing = now.quorum.missing
    if missing is None:
        return Text("no quorum is asked for", "不要求法定人数")
    if missing == 0:
        return Text(f"the quorum of {now.quorum.needed} is reached", f"已达到法定人数 {now.quorum.needed}")
    return Text(
        f"{missing} more make the quorum of {now.quorum.needed}", f"距法定人数 {now.quorum.needed} 还差 {missing} 人"
    )
