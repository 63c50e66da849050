"""What is complained about in one conference, how many agree, what is answered, and what changed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.complaint import ANSWERS, STAGES, Answered, Cluster
from folkmoot.model.errors import BadQuestion
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.actors import Actors
from folkmoot.reports.complaint_course import (
    STATES,
    Conference,
    conference_of,
    every_conference,
    states_of,
    voice_of,
)
from folkmoot.reports.contest_course import AT
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen, moment_asked
from folkmoot.reports.registry import report
from folkmoot.rules.complaints import Standing, by_votes
from folkmoot.rules.likeness import alike, suggestions

SORTS: Mapping[str, Callable[[Sequence[Cluster]], list[Cluster]]] = {
    "votes": by_votes,
    "newest": lambda every: sorted(every, key=lambda one: -max(each.number for each in one.members)),
    "unanswered": lambda every: sorted(by_votes(every), key=lambda one: one.state != "open"),
}
SORT_NAMES = {
    "votes": Text("most voices", "最多人认同"), "newest": Text("newest", "最新"), "unanswered": Text("not answered first", "未答复优先"),
}  # fmt: skip
OPTIONS = {
    "id": Text("Which conference.", "哪场吐槽大会。"),
    "sort": Text(f"In which order: {', '.join(SORTS)}.", f"排序：{'、'.join(SORTS)}。"),
    "state": Text(f"Only these: {', '.join(ANSWERS)}.", f"只看：{'、'.join(ANSWERS)}。"),
    "area": Text("Only about this area.", "只看此领域。"),
    "q": Text("Only with these words.", "只看含有这些文字的。"),
    "at": AT,
    **PAGING,
}
DEFINITION = Text(
    "Complaints that organisers have merged stand in one row under the first of them. Voices: who complained, and who voted and did "
    "not complain themselves; each person once. Behind an anonymous complaint readers see nobody. The state of a link is what the "
    "sources tell; what was not read is not known.",
    "组织者合并的吐槽列为一行，以最早一条为首。认同数包括吐槽者与投票者，每人只计一次。匿名吐槽不显示任何人。"
    "链接状态以数据来源为准，未读取的为未知。",
)
COLUMNS = (
    columns.count("number", Text("Number", "编号")),
    Column("title", Text("Complaint", "吐槽"), opens="complaint?id={key}"),
    Column("area_name", Text("Area", "领域")),
    columns.count("voices", Text("Voices", "认同数"), unit="people"),
    columns.count("votes", Text("Votes", "票数")),
    columns.count("same", Text("Complaints", "吐槽数")),
    Column("state_name", Text("Answer", "答复")),
    Column("answer", Text("What was said", "答复内容")),
    Column("change", Text("What changed", "改变"), "url"),
    Column("on", Text("Since", "日期"), "date"),
    Column("name", Text("By", "吐槽者")),
    Column("key", Text("Id", "标识")),
)
SOMEBODY = Text("somebody", "匿名")


@report("conference", Text("Complaint conference", "吐槽大会"), options=OPTIONS, recorded=True)
def conference(homes: Homes, question: Question) -> Answer:
    """What is complained about, how many agree, and what is answered?"""
    course = conference_of(homes, question.option("id"))
    at = moment_asked(homes, question)
    standing = course.standing(at)
    sort = chosen(question, "sort", SORTS, "votes") or "votes"
    found = SORTS[sort]([one for one in standing.clusters if _fits(question, course, one)])
    shown, paging = page_of(found, question)
    rows = [cluster_row(course, one) for one in shown]
    about = {**_about(course, standing, at), **paging, "sort": sort}
    parts = {"similar": _similar(course, question, standing)}
    return fill(
        homes, question, homes.faces.masked(course.plan.title), _sentence(standing), COLUMNS, rows,
        total=len(found), found=len(found), unit="complaints", about=about, parts=parts, coverage=(), definition=DEFINITION,
    )  # fmt: skip


def _fits(question: Question, course: Conference, one: Cluster) -> bool:
    state, area = chosen(question, "state", ANSWERS), question.option("area")
    words = question.option("q").strip().lower()
    said = " ".join(f"{each.title} {each.words}" for each in one.members)
    if area and course.plan.area(area) is None:
        raise BadQuestion(
            f"area cannot be '{area}'.", mend=f"There are: {', '.join(each.id for each in course.plan.areas)}."
        )
    if state and one.state != state:
        return False
    if area and all(each.area != area for each in one.members):
        return False
    return not words or words in course.homes.faces.masked_words(said).lower() or words == str(one.number)


def cluster_row(course: Conference, one: Cluster) -> dict[str, Any]:
    """Return the row of a complaint, with all that were merged into it. Nothing in it tells who complained without a name."""
    homes, area = course.homes, course.plan.area(one.head.area)
    person, name = voice_of(homes, one, one.number)
    last = one.answer
    return {
        "number": one.number, "key": f"{course.plan.id}/{one.number}", "conference": course.plan.id,
        "title": homes.faces.masked_words(one.head.title), "words": homes.faces.masked_words(one.head.words),
        "area": one.head.area, "area_name": area.title if area else Text(), "voices": one.votes + len(one.members), "votes": one.votes,
        "same": len(one.members), "state": one.state, "state_name": ANSWERS[one.state],
        "answer": homes.faces.masked_words(last.words) if last else "", "answered_at": last.at if last else None,
        "change": last.link if last and last.state == "changed" else "", "on": local_day(one.head.at, course.zone),
        "person": person, "name": name or SOMEBODY, "links": list(one.links),
    }  # fmt: skip


def _about(course: Conference, standing: Standing, at: datetime) -> dict[str, Any]:
    plan, homes = course.plan, course.homes
    group, indicator = homes.charter.group_by_slug.get(plan.group), INDICATORS.get(plan.indicator)
    stage = course.stage(standing, at)
    begins, ends = course.bounds
    states = [one.state for one in standing.clusters]
    day = local_day(at, course.zone)
    return {
        "id": plan.id,
        "says": homes.faces.masked(plan.says), "stage": stage, "stage_name": STAGES[stage], "begins_at": begins, "ends_at": ends,
        "zone": course.zone, "group": plan.group, "group_name": group.name if group else Text(plan.group, plan.group),
        "areas": [{"id": one.id, "name": one.title or Text(one.id, one.id)} for one in plan.areas], "most": plan.most,
        "most_a_day": plan.most_a_day, "place": str(plan.place), "indicator": plan.indicator,
        "indicator_name": indicator.title if indicator else Text(plan.indicator, plan.indicator),
        "organizers": people(homes, course.organizers(day)), "clusters": len(standing.clusters),
        "complaints": sum(len(one.members) for one in standing.clusters), "votes": sum(one.votes for one in standing.clusters),
        "hidden": sum(bool(one.hidden) and not one.withdrawn for one in standing.complaints.values()),
        "states": [{"key": key, "name": ANSWERS[key], "number": states.count(key)} for key in ANSWERS],
    }  # fmt: skip


def people(homes: Homes, ids: frozenset[str]) -> list[dict[str, str]]:
    """Return declared people as they are shown."""
    return [{"id": homes.faces.id_of(one), "name": homes.faces.name_of(one)} for one in sorted(ids)]


def _sentence(standing: Standing) -> Text:
    every = standing.clusters
    if not every:
        return Text("Nobody has complained yet.", "还没有人吐槽。")
    said, votes = sum(len(one.members) for one in every), sum(one.votes for one in every)
    open_, changed = sum(one.state == "open" for one in every), sum(one.state == "changed" for one in every)
    return Text(
        f"{many(said, 'complaint', 'complaints')} with {many(votes, 'vote', 'votes')}: {number(changed)} changed something, "
        f"{number(open_)} {'waits' if open_ == 1 else 'wait'} for an answer.",
        f"{number(said)} 条吐槽，{number(votes)} 票：{number(changed)} 条带来了改变，{number(open_)} 条待答复。",
    )


def _similar(course: Conference, question: Question, standing: Standing) -> Answer:
    """Return the complaints that might be one: a suggestion, which organisers follow or not."""
    found = suggestions(standing.clusters, standing.apart)
    rows = [
        {
            "number": each[0].number, "title": course.homes.faces.masked_words(each[0].head.title),
            "voices": sum(one.votes + len(one.members) for one in each),
            "others": [cluster_row(course, one) for one in each[1:]], "head": cluster_row(course, each[0]),
            "numbers": ", ".join(str(one.number) for one in each),
        }
        for each in sorted(found, key=lambda each: (-len(each), each[0].number))
    ]  # fmt: skip
    shown = (
        Column("title", Text("Complaint", "吐槽")), Column("numbers", Text("Numbers", "编号")),
        columns.count("voices", Text("Voices, together", "合计认同数")),
    )  # fmt: skip
    words = Text(
        f"{many(len(rows), 'group of complaints says', 'groups of complaints say')} much the same.",
        f"{len(rows)} 组吐槽内容相近。",
    )
    return fill(
        course.homes,
        question,
        Text("Perhaps the same", "可能相同"),
        words,
        shown,
        rows,
        name="conference-similar",
        coverage=(),
    )


ANSWER_COLUMNS = (
    Column("at", Text("When", "时间"), "moment"), Column("state_name", Text("Answer", "答复")), Column("words", Text("Words", "内容")),
    Column("link", Text("What changed", "改变"), "url"), Column("by_name", Text("By", "答复人")),
)  # fmt: skip
MEMBERS = (
    columns.count("number", Text("Number", "编号")), Column("title", Text("Complaint", "吐槽")), Column("words", Text("Words", "内容")),
    Column("on", Text("Since", "日期"), "date"), Column("name", Text("By", "吐槽者")),
)  # fmt: skip


@report(
    "complaint",
    Text("Complaint", "吐槽"),
    options={"id": Text("Which complaint: conference/number.", "哪条吐槽：大会/编号。"), "at": AT},
    recorded=True,
)
def complaint(homes: Homes, question: Question) -> Answer:
    """What is complained about, who agrees, what is said to it, and what is linked?"""
    name, _, said = question.option("id").rpartition("/")
    course, at = conference_of(homes, name), moment_asked(homes, question)
    standing = course.standing(at)
    one = standing.cluster_of(int(said)) if said.isascii() and said.isdecimal() and len(said) < 10 else None
    if one is None:
        raise BadQuestion(f"There is no complaint '{said}'.", mend="The conference lists those there are.")
    row = cluster_row(course, one)
    states = states_of(homes, [*one.links, *(each.link for each in one.answers if each.link)])
    links = [{"link": link, "state": states.get(link), "state_name": STATES[states.get(link)]} for link in one.links]
    near = alike(
        f"{one.head.title} {one.head.words}", [each for each in standing.clusters if each.number != one.number]
    )
    day = local_day(at, course.zone)
    answering = frozenset(who for each in one.members for who in course.answerers(each.area, day))
    about = {
        **row, "linked": links, "stage": course.stage(standing, at), "conference_title": homes.faces.masked(course.plan.title),
        "answerers": people(homes, answering), "answers": [_answer_row(homes, each, states) for each in one.answers],
        "members": [_member(course, one, each.number) for each in one.members], "zone": course.zone,
        "near": [cluster_row(course, each) for _score, each in near if _may_be_same(standing, one, each)],
    }  # fmt: skip
    parts = {
        "members": fill(homes, question, Text("Said by", "吐槽"), Text(), MEMBERS, about["members"], name="complaint-members", coverage=()),
    }  # fmt: skip
    sentence = Text(
        f"{many(row['voices'], 'voice', 'voices')}; {row['state_name'].en}.",
        f"{number(row['voices'])} 人认同；{row['state_name'].zh}。",
    )
    return fill(
        homes, question, Text(row["title"], row["title"]), sentence, ANSWER_COLUMNS, about["answers"], total=row["voices"],
        unit="voices", about=about, parts=parts, coverage=(), definition=DEFINITION,
    )  # fmt: skip


def _may_be_same(standing: Standing, one: Cluster, other: Cluster) -> bool:
    return (min(one.number, other.number), max(one.number, other.number)) not in standing.apart


def _answer_row(homes: Homes, one: Answered, states: Mapping[str, str | None]) -> dict[str, Any]:
    by = Actors(homes).row(one.by)
    return {
        "at": one.at, "state": one.state, "state_name": ANSWERS[one.state], "words": homes.faces.masked_words(one.words), "link": one.link,
        "link_state": STATES[states.get(one.link)] if one.link else Text(), "by": by["id"],
        "by_name": by["name"],
    }  # fmt: skip


def _member(course: Conference, cluster: Cluster, which: int) -> dict[str, Any]:
    one = next(each for each in cluster.members if each.number == which)
    person, name = voice_of(course.homes, cluster, which)
    return {
        "number": one.number, "title": course.homes.faces.masked_words(one.title), "words": course.homes.faces.masked_words(one.words),
        "on": local_day(one.at, course.zone), "person": person, "name": name or SOMEBODY, "head": one.number == cluster.number,
    }  # fmt: skip


CHANGED = (
    Column("title", Text("Complaint", "吐槽"), opens="complaint?id={key}"), columns.count("voices", Text("Voices", "认同数")),
    Column("change", Text("What changed", "改变"), "url"), Column("change_state_name", Text("State", "状态")),
    Column("answer", Text("What was said", "答复内容")), Column("answered_at", Text("Answered", "答复时间"), "moment"),
    Column("days", Text("Days from the complaint", "历时天数"), "days"), Column("conference_title", Text("Conference", "大会")),
    Column("key", Text("Id", "标识")),
)  # fmt: skip


@report("changed", Text("What changed", "因吐槽而改变"), options={"at": AT, **PAGING}, recorded=True)
def changed(homes: Homes, question: Question) -> Answer:
    """Which complaints changed something, and what?"""
    at = moment_asked(homes, question)
    rows = []
    for course in every_conference(homes):
        title = homes.faces.masked(course.plan.title)
        for one in course.standing(at).clusters:
            if one.state == "changed" and one.answer is not None:
                days = (one.answer.at - one.head.at).total_seconds() / 86400
                rows.append({**cluster_row(course, one), "conference_title": title, "days": days})
    states = states_of(homes, {row["change"] for row in rows})
    rows = [{**row, "change_state_name": STATES[states.get(row["change"])]} for row in rows]
    rows.sort(key=lambda row: row["answered_at"], reverse=True)
    shown, paging = page_of(rows, question)
    sentence = Text(
        f"{many(len(rows), 'complaint', 'complaints')} changed something."
        if rows
        else "No complaint has changed anything yet.",
        f"{len(rows)} 条吐槽带来了改变。" if rows else "尚无吐槽带来改变。",
    )
    return fill(
        homes, question, Text("What changed", "因吐槽而改变"), sentence, CHANGED, shown, total=len(rows), found=len(rows),
        unit="complaints", about=paging, coverage=(), definition=DEFINITION,
    )  # fmt: skip
