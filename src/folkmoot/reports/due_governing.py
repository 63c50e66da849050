"""What governance makes due by itself: rounds, reviews, release stages, groups to be founded or changed, targets, dormant groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import quote

from dateutil.relativedelta import relativedelta

from folkmoot.model.agenda import Due
from folkmoot.model.answer import Answer
from folkmoot.model.groups import Group, Kind
from folkmoot.model.release import Phase, ReleasePlan, Stage
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.covering import fresh_at
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import many
from folkmoot.reports.groups import leads
from folkmoot.reports.homes import Homes
from folkmoot.rules.inactivity import plan_for

MOST = 8  # things of one kind that an agenda names; the rest stand behind a link
SOON = timedelta(days=14)  # how long before its day a stage of a release is talked about
REVIEWED = relativedelta(months=6)  # how often a group's inactivity is reviewed
TARGETS_FROM, REPORT_UNTIL = (
    11,
    3,
)  # the month from which next year's targets, and until which last year's report, are due
SETTLED = frozenset({"done", "refused", "withdrawn"})
YEARLY = (Kind.SIG, Kind.WG)  # kinds of groups that declare targets and report each year


def whole(group: Group) -> bool:
    """Return whether a group decides for the whole community: what is due in every group is due there."""
    return group.kind is Kind.COMMITTEE


def owner_of(homes: Homes, slug: str, today: date) -> str:
    """Return who sees to what is a group's: its leads by name; "" where nobody leads it."""
    group = homes.charter.group_by_slug.get(slug)
    led = dict.fromkeys(homes.faces.name_of(term.person) for term in leads(group.roster(today))) if group else {}
    return ", ".join(list(led)[:2])


def named(homes: Homes, slug: str) -> Text:
    """Return what a group is called."""
    known = homes.charter.group_by_slug.get(slug)
    return known.name if known else Text(slug, slug)


def asked(homes: Homes, name: str, today: date) -> Answer:
    """Ask a report as of today, or of when the lake was read last: so all meetings to come share one answer."""
    from folkmoot.reports.ask import ask

    zone = homes.charter.community.zone
    read_at = fresh_at(homes.coverage)
    return ask(homes, Question(name, Scope(zone=zone), min(today, local_day(read_at, zone)) if read_at else today))


def recorded(homes: Homes, name: str, today: date) -> Answer:
    """Ask a report of what people record, as of a day."""
    from folkmoot.reports.ask import ask

    return ask(homes, Question(name, Scope(zone=homes.charter.community.zone), today))


def at_most(found: Iterable[Due], kind: str, url: str) -> Iterator[Due]:
    """Yield the first things, those that are overdue before others, and how many more there are behind a link."""
    every = sorted(found, key=lambda one: not one.overdue)
    yield from every[:MOST]
    if len(every) > MOST:
        more = len(every) - MOST
        yield Due(kind, Text(f"{more} more", f"另有 {more} 个"), url, key=kind)


def rounds(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Selection rounds that take nominations, wait for something to be done, or should have begun by now."""
    yield from at_most(_rounds(homes, group, today), "rounds", "/rounds/")


def _rounds(homes: Homes, group: Group, today: date) -> Iterator[Due]:
    zone = homes.charter.community.zone
    for row in recorded(homes, "rounds", today).rows:
        if not whole(group) and row["group"] != group.slug:
            continue
        number, until = row["number"], local_day(row["until_at"], zone)
        begun = local_day(row["opens_at"], zone) <= today
        why = _ROUND_WHY.get(row["stage"]) if number else (_UNOPENED if begun else None)
        if why is None:
            continue
        url = f"/rounds/{number}/" if number else "/rounds/"
        note = Text(f"until {until}", f"截至 {until}") if row["stage"] == "nominations" else Text()
        yield Due(
            "rounds", row["title"], url, note, overdue=row["stage"] == "due" or not number, key=f"round:{number or row['key']}",
            owner=owner_of(homes, row["group"], today), why=why,
        )  # fmt: skip


_UNOPENED = Text("it is declared, its first day has come, and nobody has opened it", "已声明且已到开始日，尚未发起")
_ROUND_WHY: Mapping[str, Text] = {
    "nominations": Text("nominations are open", "提名进行中"),
    "due": Text("nominations are over; the evidence is to be frozen", "提名已截止，待冻结依据"),
    "voting": Text("candidates are voted on", "候选人表决中"),
    "decided": Text("what is granted is not in the charter yet", "已通过，待写入章程"),
}


def reviews(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Reviews of inactivity that are open, and groups that had none for half a year although a rule asks for them."""
    zone, last = homes.charter.community.zone, dict[str, date]()
    rows = recorded(homes, "reviews", today).rows
    for row in rows:
        last[row["group"]] = max(local_day(row["at"], zone), last.get(row["group"], date.min))
    mine = [one for one in homes.charter.groups if one.status == "active" and (whole(group) or one.slug == group.slug)]
    slugs = {one.slug for one in mine}
    for row in rows:
        if row["stage"] == "open" and row["group"] in slugs:
            why = Text(
                f"{row['concerned']} without activity, {row['unknown']} unknown",
                f"{row['concerned']} 人无活动，{row['unknown']} 人未知",
            )
            yield Due("reviews", named(homes, row["group"]), f"/rounds/reviews/{row['number']}/", key=f"review:{row['number']}",
                      owner=owner_of(homes, row["group"], today), why=why)  # fmt: skip
    rest = [
        one
        for one in mine
        if plan_for(one, homes.charter.inactivity) and last.get(one.slug, date.min) < today - REVIEWED
    ]
    if rest:
        title = rest[0].name if len(rest) == 1 else Text(f"{len(rest)} groups", f"{len(rest)} 个小组")
        owner = owner_of(homes, rest[0].slug, today) if len(rest) == 1 else ""
        why = Text("no review of inactivity for half a year", "半年未做不活跃复核")
        yield Due("reviews", title, "/rounds/reviews/", _listed(rest), key="reviews", owner=owner, why=why)


def stages(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Stages of releases to come: due within two weeks, or past their day without a word that they were done."""
    mine = {one.id: one for one in homes.charter.releases if whole(group) or one.group == group.slug}
    if not mine:
        return
    going = (Phase.PLANNING.value, Phase.DEVELOPMENT.value)
    for row in asked(homes, "release-plans", today).rows:
        if row["id"] in mine and row["phase"] in going:
            yield from _stages(homes, mine[row["id"]], today)


def _stages(homes: Homes, plan: ReleasePlan, today: date) -> Iterator[Due]:
    waiting = [one for one in plan.stages if one.kind != "rest" and one.actual_until is None]
    late = [one for one in waiting if one.ends < today and one.actual is None]
    soon = sorted((one for one in waiting if one.ends >= today and one.day <= today + SOON), key=lambda one: one.day)
    for one in [*late[-2:], *soon[:2]]:
        days = (today - one.ends).days
        why = Text("nobody has said whether it was done", "尚未说明是否完成") if days > 0 else _WHEN[one.day > today]
        yield Due(
            "releases", Text(f"{plan.title.en}: {one.title.en}", f"{plan.title.said_in('zh')}：{one.title.said_in('zh')}"),
            f"/releases/{quote(plan.id)}/", _span(one), overdue=days > 0, key=f"stage:{plan.id}:{one.day}:{one.title.en}",
            owner=homes.faces.name_of(who) if (who := one.owner or plan.owner) else owner_of(homes, plan.group, today), why=why,
        )  # fmt: skip


_WHEN = {True: Text("it begins within two weeks", "两周内开始"), False: Text("it is on now", "正在进行")}


def _span(one: Stage) -> Text:
    said = f"{one.day}" if one.ends == one.day else f"{one.day} – {one.ends}"
    return Text(said, said)


def lifecycle(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Groups that somebody wants to found, rest, revive, merge or archive, and what each waits for."""
    yield from at_most(_petitions(homes, group, today), "lifecycle", "/founding/?state=open")


def _petitions(homes: Homes, group: Group, today: date) -> Iterator[Due]:
    for name in ("founding", "lifecycle"):
        for row in recorded(homes, name, today).rows:
            mine = whole(group) or group.slug in (row["slug"], row.get("into"))
            if row["stage"] in SETTLED or not mine:
                continue
            title = row.get("title") or Text(
                f"{row['name'].said_in('en')}: {row['what_name'].en}",
                f"{row['name'].said_in('zh')}：{row['what_name'].zh}",
            )
            yield Due(
                "lifecycle", title, f"/{name}/{row['number']}/", row["stage_name"], overdue=row["stage"] in ("ready", "agreed"),
                key=f"{name}:{row['number']}", owner=row["by"], why=row["needs"][0] if row["needs"] else row["stage_name"],
            )  # fmt: skip


def targets(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Groups whose targets for the year are not declared, and, early in a year, whose report of the last one is to be given."""
    mine = [
        one
        for one in homes.charter.groups
        if one.status == "active" and one.kind in YEARLY and (whole(group) or one.slug == group.slug)
    ]
    year = today.year + 1 if today.month >= TARGETS_FROM else today.year
    has = {one.group for one in homes.charter.every_target if one.year == year}
    without = [one for one in mine if one.slug not in has]
    if without:
        title = Text(f"Targets for {year}", f"{year} 年目标")
        why = Text(
            f"{many(len(without), 'group declares', 'groups declare')} none yet", f"{len(without)} 个小组尚未声明"
        )
        yield Due("targets", title, f"/board/targets/?year={year}", _listed(without), key=f"targets:{year}",
                  overdue=year == today.year, owner=_owner(homes, without, today), why=why)  # fmt: skip
    told = [one for one in mine if one.created is None or one.created.year < today.year]
    if today.month <= REPORT_UNTIL and told:
        last = today.year - 1
        url = f"/groups/{quote(told[0].slug)}/report/{last}.html" if len(told) == 1 else "/groups/"
        title = Text(f"Yearly report of {last}", f"{last} 年度报告")
        why = Text("the year is over", "该年度已结束")
        yield Due("targets", title, url, _listed(told), key=f"report:{last}", owner=_owner(homes, told, today), why=why)


def dormant(homes: Homes, group: Group, _before: datetime, today: date) -> Iterator[Due]:
    """Groups that look dormant, and dormant ones that show life."""
    if homes.coverage:
        yield from at_most(_dormant(homes, group, today), "dormant", "/ask/dormancy/")


def _dormant(homes: Homes, group: Group, today: date) -> Iterator[Due]:
    for row in asked(homes, "dormancy", today).rows:
        if row["signal"] and (whole(group) or row["group"] == group.slug):
            yield Due(
                "dormant", row["name"], f"/groups/{quote(row['group'])}/#dormancy", row["advice"], key=f"dormant:{row['group']}",
                owner=", ".join(row["leads"][:2]), why=row["why"],
            )  # fmt: skip


def _listed(groups: list[Group]) -> Text:
    """Return the first names of a list, where it names more than one."""
    if len(groups) < 2:
        return Text()
    names = [one.name for one in groups[:3]]
    more = Text(f" and {len(groups) - 3} more", f"等 {len(groups)} 个") if len(groups) > 3 else Text()
    return Text(
        ", ".join(one.said_in("en") for one in names) + more.en, "、".join(one.said_in("zh") for one in names) + more.zh
    )


def _owner(homes: Homes, groups: list[Group], today: date) -> str:
    return owner_of(homes, groups[0].slug, today) if len(groups) == 1 else ""


def rows_of(found: Iterable[Due], kinds: Mapping[str, Text]) -> list[dict[str, Any]]:
    """Return what is due as the rows of an answer."""
    return [
        {"kind": one.kind, "kind_name": kinds[one.kind], "title": one.title, "note": one.note, "why": one.why, "owner": one.owner,
         "url": one.url, "overdue": one.overdue, "key": one.key}
        for one in found
    ]  # fmt: skip
