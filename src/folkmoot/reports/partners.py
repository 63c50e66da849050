"""Which partners has the community, what do they give, and what do their people do here? For operators also: how far has it come?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from folkmoot.metrics.people import somebodys
from folkmoot.metrics.windows import contributions, within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.partner import AGREEMENTS, SORTS, STAGES, PartnerPlan
from folkmoot.model.scope import Question, Scope, window
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import NONE_FITS, fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen, near
from folkmoot.reports.registry import report
from folkmoot.rules.partners import FEWEST, due, expiring, funnel, told

TITLE, DESK = Text("Partners", "合作伙伴"), Text("Partners: the desk", "合作伙伴工作台")
YEAR = timedelta(days=365)
OPTIONS = {
    "sort": Text(f"Only these: {', '.join(SORTS)}.", f"只看：{'、'.join(SORTS)}。"),
    "stage": Text(f"Only these: {', '.join(STAGES)}.", f"只看：{'、'.join(STAGES)}。"),
    "q": Text("Words of their name or short name.", "名称或短名中的词。"),
    **PAGING,
}
DEFINITION = Text(
    f"What people did whose affiliation was one of the partner's when they did it, in the window (else the last 365 days). Of fewer "
    f"than {FEWEST} people nothing is told, so that nobody is singled out.",
    f"统计时段内（缺省为最近 365 天）贡献时所属组织为该伙伴者的贡献。不足 {FEWEST} 人时不显示，以免指向个人。",
)
PUBLIC = (
    Column("name", Text("Partner", "合作伙伴"), opens="partner?id={id}"), Column("sort_name", Text("Sort", "类型")),
    Column("since", Text("Since", "自"), "date"), columns.count("courses", Text("Courses", "课程")), columns.count("cases", Text("Cases", "案例")),
    columns.count("people", Text("Contributors", "贡献者"), unit="people"), columns.count("contributions", Text("Contributions", "贡献")),
    Column("groups", Text("Groups and chapters", "小组与分会"), "list"), Column("id", Text("Id", "标识")),
)  # fmt: skip
DESK_COLUMNS = (
    Column("name", Text("Partner", "合作伙伴"), opens="partner-file?id={id}"), Column("sort_name", Text("Sort", "类型")),
    Column("stage_name", Text("Stage", "阶段")), Column("since", Text("Since", "自"), "date"), Column("owner", Text("Looks after it", "负责人")),
    Column("next", Text("Next step", "下一步")), Column("due", Text("Due", "截止"), "date"), Column("overdue", Text("Overdue", "逾期"), "mark"),
    Column("agreed_until", Text("Agreed until", "协议截止"), "date"), columns.count("courses", Text("Courses", "课程")),
    columns.count("people", Text("Contributors", "贡献者"), unit="people"), Column("id", Text("Id", "标识")),
)  # fmt: skip
FUNNEL = (Column("stage_name", Text("Stage", "阶段")), columns.count("partners", Text("Partners", "伙伴数")),
          *(columns.count(name, title) for name, title in SORTS.items()))  # fmt: skip
COURSES = (Column("title", Text("Course", "课程")), Column("since", Text("Since", "自"), "date"),
           columns.count("students", Text("Students a year", "每年人数"), unit="people"), Column("url", Text("Where", "链接"), "url"))  # fmt: skip
CASES = (Column("title", Text("Case", "案例")), Column("url", Text("Where", "链接"), "url"))


@dataclass(frozen=True, slots=True)
class Done:
    """What people of a partner did: how many, and how many contributions. None: nothing was read, or they are too few to tell."""

    people: int | None
    contributions: int | None
    few: bool = False


@report("partners", TITLE, options={name: says for name, says in OPTIONS.items() if name != "stage"})
def partners(homes: Homes, question: Question) -> Answer:
    """Which partners has the community, what do they give, and what do their people do here? Only those that have agreed."""
    sort = chosen(question, "sort", SORTS)
    found = [
        one for one in homes.charter.partners if one.public and (not sort or one.sort == sort) and _named(one, question)
    ]
    done = done_by(homes, question, found)
    rows = sorted((row_of(homes, one, done[one.id]) for one in found), key=_order)
    shown, paged = page_of(rows, question)
    said = _sentence(rows) if rows or not any(one.public for one in homes.charter.partners) else NONE_FITS
    return fill(
        homes, question, TITLE, said, PUBLIC, shown, total=len(rows), unit="partners", found=len(rows), definition=DEFINITION,
        about={"few": FEWEST, "sorts": {name: sum(1 for one in found if one.sort == name) for name in SORTS}, **paged},
    )  # fmt: skip


def _named(one: PartnerPlan, question: Question) -> bool:
    """Return whether a partner's names hold every word that is searched for."""
    said = f"{one.id} {one.name.en} {one.name.zh}".lower()
    return all(word in said for word in question.option("q").lower().split())


def _by_name(row: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Return a name as people order it: 2 before 10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", str(row["name"]).lower())]


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (-(row["contributions"] or 0), -(row["courses"] or 0), _by_name(row))


@report("partner", Text("Partner", "合作伙伴"), options={"id": Text("Which partner.", "伙伴标识。")})
def partner(homes: Homes, question: Question) -> Answer:
    """What does one partner give, and what do its people do here? Only of one that has agreed."""
    known = {one.id: one for one in homes.charter.partners if one.public}
    return _one(homes, question, known, private=False)


@report("partner-desk", DESK, options=OPTIONS, private=True)
def desk(homes: Homes, question: Question) -> Answer:
    """How far has it come with every partner, and what comes next? For operators."""
    sort, stage = chosen(question, "sort", SORTS), chosen(question, "stage", STAGES)
    every = homes.charter.partners
    found = [
        one
        for one in every
        if (not sort or one.sort == sort) and (not stage or one.stage == stage) and _named(one, question)
    ]
    done = done_by(homes, question, found)
    rows = [row_of(homes, one, done[one.id], question) for one in found]
    rows.sort(key=lambda row: (row["due"] is None, row["due"] or question.today, _by_name(row)))
    late = sum(1 for row in rows if row["overdue"])
    counted = funnel(every)
    steps = [{"stage": name, "stage_name": STAGES[name], "partners": count, **{
        kind: sum(1 for one in every if one.stage == name and one.sort == kind) for kind in SORTS}} for name, count in counted.items()]  # fmt: skip
    said = Text(
        f"{many(len(every), 'partner', 'partners')}, {number(counted['active'])} of them active; "
        f"{many(late, 'next step is', 'next steps are')} overdue.",
        f"共 {number(len(every))} 个合作伙伴，其中合作中 {number(counted['active'])} 个；{number(late)} 项下一步已逾期。",
    ) if every else Text("No partner is declared yet.", "尚未声明合作伙伴。")  # fmt: skip
    shown, paged = page_of(rows, question)
    return fill(
        homes, question, DESK, said, DESK_COLUMNS, shown, total=len(rows), unit="partners", found=len(rows), definition=DEFINITION,
        parts={"funnel": fill(homes, question, Text("Funnel", "漏斗"), Text(), FUNNEL, steps, total=len(every), name="partner-funnel")},
        about={"few": FEWEST, "late": late, "sorts": SORTS, "stages": STAGES, **paged},
    )  # fmt: skip


@report("partner-file", DESK, options={"id": Text("Which partner.", "伙伴标识。")}, private=True)
def partner_file(homes: Homes, question: Question) -> Answer:
    """What is declared of one partner, whatever its stage? For operators and its owner; contacts and notes stand elsewhere."""
    return _one(homes, question, homes.charter.partner_by_id, private=True)


def _one(homes: Homes, question: Question, known: Mapping[str, PartnerPlan], *, private: bool) -> Answer:
    ident = question.option("id")
    if ident not in known:
        raise BadQuestion(f"There is no partner '{ident}'.", mend=near(ident, known))
    one = known[ident]
    row = row_of(homes, one, done_by(homes, question, [one])[ident], question)
    courses = [
        {"title": each.title, "since": each.since, "students": each.students or None, "url": each.url}
        for each in one.courses
    ]
    cases = [{"title": each.title, "url": each.url} for each in one.cases]
    held = one.agreement
    hidden = () if private else ("next", "due", "overdue", "owner", "owner_id", "days", "expiring", "expired")
    about = {name: value for name, value in row.items() if name not in hidden} | {
        "says": one.says, "site": one.site, "agreement": AGREEMENTS[held.kind] if held else None,
        "agreed_since": held.since if held else None, "agreed_until": held.until if held else None,
        "chapters": [{"slug": slug, "name": _group(homes, slug)} for slug in one.groups], "affiliations": one.affiliations, "few": FEWEST,
        "place": str(one.place),
    }  # fmt: skip
    return fill(
        homes, question, one.name, _what(row), COURSES, courses, total=None, definition=DEFINITION, about=about,
        parts={"cases": fill(homes, question, Text("Cases", "案例"), Text(), CASES, cases, total=len(cases), name="partner-cases")},
    )  # fmt: skip


def row_of(homes: Homes, one: PartnerPlan, done: Done, question: Question | None = None) -> dict[str, Any]:
    """Return the row of one partner; with a question also what is for operators: who looks after it, what is next and when."""
    row: dict[str, Any] = {
        "id": one.id, "name": one.name, "sort": one.sort, "sort_name": SORTS[one.sort], "stage": one.stage, "stage_name": STAGES[one.stage],
        "since": one.since, "courses": len(one.courses), "cases": len(one.cases), "people": done.people, "contributions": done.contributions,
        "too_few": done.few, "groups": [_group(homes, slug) for slug in one.groups], "site": one.site,
    }  # fmt: skip
    if question is None:
        return row
    step = next(iter(due([one], question.today)), None)
    return row | {
        "owner": homes.faces.name_of(one.owner) if one.owner else "", "owner_id": one.owner, "next": one.next.says if one.next else None,
        "due": one.next.due if one.next else None, "overdue": step is not None and step.overdue, "days": step.days if step else None,
        "agreed_until": one.agreement.until if one.agreement else None, "expiring": expiring(one, question.today),
        "expired": expiring(one, question.today, timedelta(days=-1)),
    }  # fmt: skip


def _group(homes: Homes, slug: str) -> Text:
    group = homes.charter.group_by_slug.get(slug)
    return group.name if group else Text(slug, slug)


def done_by(homes: Homes, question: Question, wanted: Iterable[PartnerPlan]) -> dict[str, Done]:
    """Return what the people of each partner did in the window, as they belonged then; only where enough of them did."""
    plans = tuple(wanted)
    names = sorted({name for one in plans for name in one.affiliations})
    if not homes.coverage:
        return {one.id: Done(None, None) for one in plans}
    found: dict[str, list[tuple[str, int]]] = {}
    if names:
        scope = question.scope
        if scope.since_at is None and scope.until_at is None:
            since, until = window(question.today - YEAR, question.today, scope.zone)
            scope = scope.with_(since_at=since, until_at=until)
        events = contributions(somebodys(homes.events(Scope(orgs=tuple(names), zone=scope.zone))))
        inside = within(events, scope)
        counted = inside.group_by(["organization", "person"]).agg(events=inside.count())
        for row in homes.rows(counted):
            found.setdefault(row["organization"], []).append((row["person"], row["events"]))
    return {one.id: _done(one, found) for one in plans}


def _done(one: PartnerPlan, found: Mapping[str, list[tuple[str, int]]]) -> Done:
    if not one.affiliations:
        return Done(None, None)
    mine = [pair for name in one.affiliations for pair in found.get(name, ())]
    people = len({person for person, _count in mine})
    return (
        Done(told(people, people), told(sum(count for _person, count in mine), people), few=0 < people < FEWEST)
        if people
        else Done(0, 0)
    )


def _sentence(rows: list[dict[str, Any]]) -> Text:
    if not rows:
        return Text("No partner has agreed yet.", "尚无已签约的合作伙伴。")
    courses = sum(row["courses"] for row in rows)
    given = (
        Text(f"They give {many(courses, 'course', 'courses')}.", f"共开设 {number(courses)} 门课程。")
        if courses
        else Text()
    )
    return Text(f"{many(len(rows), 'partner works', 'partners work')} with the community. {given.en}".strip(),
                f"{number(len(rows))} 个伙伴与社区合作。{given.zh}")  # fmt: skip


def _what(row: Mapping[str, Any]) -> Text:
    people = row["people"]
    said = Text(
        f"{row['sort_name'].en}, {row['stage_name'].en.lower()}.", f"{row['sort_name'].zh}，{row['stage_name'].zh}。"
    )
    if not people:
        return said
    return Text(
        f"{said.en} {many(people, 'person', 'people')} of it made {many(row['contributions'], 'contribution', 'contributions')} in the last year.",
        f"{said.zh}最近一年其 {number(people)} 人作出 {number(row['contributions'])} 次贡献。",
    )
