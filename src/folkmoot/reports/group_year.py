"""What did a group's governance bring in a year: meetings, decisions, who came, rose and left, talks, releases, what comes next?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Group, Term
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.ask import ask
from folkmoot.reports.days import first_and_last, local_day
from folkmoot.reports.dormancy import MEETINGS
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report
from folkmoot.rules import telling_votes as say
from folkmoot.rules.recurrence import series_of

TITLE = Text("A group's year", "小组年度")
OPTIONS = {
    "id": Text("The group's short name.", "小组短名。"),
    "year": Text(
        "Such as 2026; else the window that is asked about, or the last twelve months.",
        "年份，如 2026；缺省为所选时段或最近十二个月。",
    ),
}
MOVES = {
    "joined": Text("joined", "加入"), "rose": Text("became", "晋升为"), "left": Text("left", "离开"), "stepped": Text("stepped down as", "卸任"),
}  # fmt: skip
MEETING_COLUMNS = (
    Column("day", Text("Day", "日期"), "date"),
    Column("title", Text("Meeting", "会议")),
    columns.count("people", Text("Attended", "参会人数"), unit="people"),
)
DECISION_COLUMNS = (
    Column("day", Text("Day", "日期"), "date"),
    Column("title", Text("Question", "议题"), opens="motion?id={number}"),
    Column("state_name", Text("Outcome", "结果")),
    Column("yes", Text("In favour", "赞成"), "number"),
    Column("no", Text("Against", "反对"), "number"),
    Column("number", Text("Motion", "动议"), "number"),
)
MOVE_COLUMNS = (
    Column("day", Text("Day", "日期"), "date"),
    Column("person_name", Text("Person", "人员"), "person", opens="person?id={person}"),
    Column("move_name", Text("What", "变动")),
    Column("role", Text("Role", "角色")),
    Column("cause", Text("Why", "原因")),
)
TALK_COLUMNS = (
    Column("day", Text("Day", "日期"), "date"),
    Column("title", Text("Talk", "分享")),
    Column("person_name", Text("By", "分享人")),
)
RELEASE_COLUMNS = (
    Column("title", Text("Release", "版本"), opens="release-plan?id={id}"),
    Column("phase_name", Text("Phase", "阶段")),
    Column("planned_on", Text("Planned", "计划发布"), "date"),
    Column("released_on", Text("Published", "实际发布"), "date"),
    Column("late", Text("Late by", "延期"), "days", "days"),
)
NEXT_COLUMNS = (
    Column("title", Text("Target", "目标"), opens="targets?id={id}"),
    Column("goal", Text("Goal", "目标值"), "number"),
    Column("year", Text("Year", "年份")),
)


@report("group-year", TITLE, options=OPTIONS, recorded=True)
def group_year(homes: Homes, question: Question) -> Answer:
    """What did a group's governance bring in a year, and what does it want to reach next?"""
    slug = question.option("id").lower()
    known = homes.charter.group_by_slug.get(slug)
    if known is None:
        raise BadQuestion(
            f"There is no group '{slug}'." if slug else "Which group?", mend=near(slug, homes.charter.group_by_slug)
        )
    first, last = span_asked(question)
    parts = {
        "meetings": _meetings(homes, question, known, first, last),
        "decisions": _decisions(homes, question, known, first, last),
        "people": _people(homes, question, known, first, last),
        "talks": _talks(homes, question, known, first, last),
        "releases": _releases(homes, question, known, first, last),
        "next": _next(homes, question, known, last),
    }
    said = Text(
        "; ".join(_counted(part).en for part in parts.values()) + ".",
        "；".join(_counted(part).zh for part in parts.values()) + "。",
    )
    return fill(
        homes, question, TITLE, said, (), (), total=parts["meetings"].total, parts=parts, coverage=(),
        about={"group": slug, "name": known.name, "first": first, "last": last},
    )  # fmt: skip


def span_asked(question: Question) -> tuple[date, date]:
    """Return the first and the last day. Errors: BadQuestion for words that are no year."""
    said = question.option("year")
    if said:
        if not said.isdigit() or not 1990 <= int(said) <= 2200:
            raise BadQuestion(f"'{said}' is no year.", mend="Write it as 2026.")
        return date(int(said), 1, 1), date(int(said), 12, 31)
    first, last = first_and_last(question.scope)
    last = last or question.today
    return first or last - timedelta(days=365), last


def _counted(part: Answer) -> Text:
    """Return a part's sentence without its full stop."""
    return Text(part.sentence.en.rstrip("."), part.sentence.zh.rstrip("。"))


def _part(
    homes: Homes, question: Question, name: str, title: Text, said: Text, shown: Any, rows: Iterable[Any]
) -> Answer:
    held = list(rows)
    return fill(homes, question, title, said, shown, held, total=len(held), found=len(held), name=name, coverage=())


def _meetings(homes: Homes, question: Question, group: Group, first: date, last: date) -> Answer:
    zone = homes.charter.community.zone
    since, until = day_start(first, zone), day_start(last + timedelta(days=1), zone)
    events = homes.events(Scope(groups=(group.slug,), zone=zone))
    met = events.filter(events.kind.isin(list(MEETINGS)), events["at"] >= since, events["at"] < until)
    table = met.group_by("subject").agg(at=met["at"].min(), people=met.person.nunique())
    by_day: dict[date, dict[str, Any]] = {}
    for row in homes.rows(table):
        day = local_day(row["at"], zone)
        by_day[day] = {"day": day, "title": _title(group, str(row["subject"])), "people": row["people"]}
    for one in homes.charter.minutes:
        if one.group == group.slug and one.day and first <= one.day <= last:
            known = by_day.setdefault(one.day, {"day": one.day, "title": group.name, "people": None})
            words = homes.faces.masked_words(one.title)
            known["title"] = Text(words, words) if words else known["title"]
            known["people"] = known["people"] or len(one.attendees) or None
    for day in _held_here(homes, group, first, last):
        by_day.setdefault(day, {"day": day, "title": group.name, "people": None})
    rows = [by_day[day] for day in sorted(by_day)]
    counts = [row["people"] for row in rows if row["people"] is not None]
    half = median(counts) if counts else None
    said = Text(
        f"{many(len(rows), 'meeting was', 'meetings were')} held" + (f", with {half:g} people at the median." if half else "."),
        f"召开 {len(rows)} 次会议" + (f"，参会人数中位数 {half:g}。" if half else "。"),
    ) if rows else Text("No meeting is on record.", "没有会议记录。")  # fmt: skip
    return _part(
        homes, question, "meetings", Text("Meetings and attendance", "会议与出席"), said, MEETING_COLUMNS, rows
    )


def _title(group: Group, subject: str) -> Text:
    """Return what a meeting is called: as its series, where its key names one that the group declares; else as the group."""
    parts = subject.split("/")
    known = series_of(group).get(parts[-2]) if len(parts) > 2 else None
    return known.title if known else group.name


def _held_here(homes: Homes, group: Group, first: date, last: date) -> list[date]:
    """Return the days of meetings that were opened in the portal."""
    if not homes.ledger:
        return []
    from folkmoot.ledger.meetings import sittings

    found = [
        date.fromisoformat(key.rpartition("/")[2])
        for key, steps in sittings(group.slug)
        if any(step.word == "open" for step in steps)
    ]
    return [day for day in found if first <= day <= last]


def _decisions(homes: Homes, question: Question, group: Group, first: date, last: date) -> Answer:
    rows = []
    if homes.ledger:
        from folkmoot.ledger.motions import every, recorded

        for one, acts in every():
            came = recorded(acts)
            day = local_day(came.at, homes.charter.community.zone) if came.at else None
            own = group.slug in (one.group, one.authorises.get("group"))
            if own and one.kind != "minutes" and day and first <= day <= last:
                rows.append({
                    "day": day, "number": one.number, "title": homes.faces.masked(one.title), "state": came.word,
                    "state_name": say.WORDS[came.word], "yes": came.count.yes, "no": came.count.no, "kind": one.kind,
                })  # fmt: skip
    rows.sort(key=lambda row: (row["day"], row["number"]))
    passed = sum(1 for row in rows if row["state"] == "passed")
    said = Text(f"{many(len(rows), 'motion was', 'motions were')} decided, {passed} of them passed.",
                f"表决 {len(rows)} 项动议，其中 {passed} 项通过。")  # fmt: skip
    if not homes.ledger:
        said = Text("What was decided here is unknown: nothing is connected that records it.", "决议未知：未连接记录。")
    elif not rows:
        said = Text("Nothing was put to a vote.", "没有表决事项。")
    return _part(homes, question, "decisions", Text("Decisions", "决议"), said, DECISION_COLUMNS, rows)


def _people(homes: Homes, question: Question, group: Group, first: date, last: date) -> Answer:
    of = homes.identity.person_of
    terms: dict[str, list[Term]] = {}
    for term in group.roles:
        terms.setdefault(of.get(term.person, term.person), []).append(term)
    rows = [row for who, held in terms.items() for row in _moves(homes, who, held, first, last)]
    rows.sort(key=lambda row: (row["day"], row["person_name"], row["move"]))
    counted = {name: len({row["person"] for row in rows if row["move"] == name}) for name in MOVES}
    undated = sum(1 for term in group.roles if term.since is None)
    more = (
        Text(f"; of {undated} terms nobody says when they began", f"；{undated} 个任期未说明起始日期")
        if undated
        else Text()
    )
    said = Text(
        f"{counted['joined']} joined, {counted['rose']} rose to another role, {counted['left']} left{more.en}.",
        f"{counted['joined']} 人加入，{counted['rose']} 人晋升，{counted['left']} 人离开{more.zh}。",
    )
    return _part(
        homes, question, "people", Text("Who joined, rose and left", "人员变动与晋升"), said, MOVE_COLUMNS, rows
    )


def _moves(homes: Homes, who: str, held: list[Term], first: date, last: date) -> Iterable[dict[str, Any]]:
    """Yield what changed for somebody in the time: nothing is said of terms whose days nobody knows."""
    for term in held:
        if term.since is not None and first <= term.since <= last:
            earlier = any(one is not term and (one.since is None or one.since < term.since) for one in held)
            yield _move(homes, who, "rose" if earlier else "joined", term, term.since)
        if term.until is not None and first <= term.until <= last:
            on = any(one.until is None or one.until > term.until for one in held if one is not term)
            replaced = any(
                one.since is not None and abs((one.since - term.until).days) <= 1 for one in held if one is not term
            )
            if not replaced:
                yield _move(homes, who, "stepped" if on else "left", term, term.until)


def _move(homes: Homes, who: str, move: str, term: Term, day: date) -> dict[str, Any]:
    return {
        "day": day, "person": homes.faces.id_of(who), "person_name": homes.faces.name_of(who), "move": move,
        "move_name": MOVES[move], "role": term.role, "cause": homes.faces.masked_words(term.cause),
    }  # fmt: skip


def _talks(homes: Homes, question: Question, group: Group, first: date, last: date) -> Answer:
    rows: list[dict[str, Any]] = []
    if homes.ledger:
        from folkmoot.reports.talk_course import every_talk

        for one in every_talk(homes, _end(homes, last), group.slug):
            day = one.where.day if one.where else None
            if one.state in ("given", "past") and day and first <= day <= last:
                who = homes.faces.name_of(one.person) if one.person and one.presents else ""
                rows.append(
                    {"day": day, "title": homes.faces.masked(one.title), "person_name": who, "state": one.state}
                )
    rows.sort(key=lambda row: row["day"])
    said = Text(f"{many(len(rows), 'talk was', 'talks were')} given or planned for a day that has passed.",
                f"安排了 {len(rows)} 场分享。") if rows else Text("No talk is on record.", "没有分享记录。")  # fmt: skip
    return _part(homes, question, "talks", Text("Talks", "分享"), said, TALK_COLUMNS, rows)


def _end(homes: Homes, last: date) -> datetime:
    return day_start(last + timedelta(days=1), homes.charter.community.zone)


def _releases(homes: Homes, question: Question, group: Group, first: date, last: date) -> Answer:
    own = {one.id for one in homes.charter.releases if one.group == group.slug}
    rows = []
    if own:
        plans = ask(homes, Question("release-plans", Scope(zone=question.scope.zone), min(question.today, last))).rows
        days = [(row, row["released_on"] or row["planned_on"]) for row in plans if row["id"] in own]
        rows = [dict(row) for row, day in days if day and first <= day <= last]
    out = sum(1 for row in rows if row["released_on"])
    said = Text(f"{many(len(rows), 'release', 'releases')} planned, {out} of them published.",
                f"计划 {len(rows)} 个版本，已发布 {out} 个。") if rows else Text("No release is declared for it.", "未声明版本计划。")  # fmt: skip
    return _part(homes, question, "releases", Text("Releases", "版本"), said, RELEASE_COLUMNS, rows)


def _next(homes: Homes, question: Question, group: Group, last: date) -> Answer:
    year = last.year + 1
    rows = [
        {"id": one.id, "title": one.title, "goal": one.goal, "year": str(year)}
        for one in homes.charter.every_target
        if one.group == group.slug and one.year == year
    ]
    said = Text(
        f"{many(len(rows), 'target is', 'targets are')} declared for {year}.",
        f"已声明 {year} 年目标 {number(len(rows))} 项。",
    )
    if not rows:
        said = Text(f"No target is declared for {year} yet.", f"尚未声明 {year} 年目标。")
    return _part(homes, question, "next", Text("Next year's targets", "下一年度目标"), said, NEXT_COLUMNS, rows)
