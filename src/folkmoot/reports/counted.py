"""Why is somebody counted, or not: which of their events an indicator counts, and what keeps the others out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import ibis

from folkmoot.metrics.acts import ACTS, MERGED, TALK
from folkmoot.metrics.concentration import onion
from folkmoot.metrics.indicator import Indicator
from folkmoot.metrics.windows import is_within
from folkmoot.model.answer import Answer, Column
from folkmoot.model.errors import BadQuestion
from folkmoot.model.event import CONTRIBUTIONS, INTEREST, KINDS, UPKEEP
from folkmoot.model.identity import KnownPerson
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.covering import coverage_of, kinds_in
from folkmoot.reports.days import local_day
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.gauges import indicator_named
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.registry import report

TITLE = Text("Why am I not counted?", "为什么没有计入我？")
USUAL = "active_people"
OPTIONS = {
    "id": Text("The person's id, or one of their accounts.", "人员标识或其账号之一。"),
    "indicator": Text(f"One of the indicators; {USUAL} if none is said.", f"指标名，默认 {USUAL}。"),
}
LEVEL_KINDS: Mapping[str, tuple[str, ...]] = {
    "d0_people": tuple(ACTS), "d0_to_d1": tuple(ACTS), "d1_people": (*TALK, MERGED), "d1_to_d2": (*TALK, MERGED),
}  # fmt: skip
OF_ORGANIZATIONS = ("elephant_factor", "organization_count", "largest_organization_share")
COUNTS = Text("counts", "计入")
REASONS: Mapping[str, Text] = {
    "robot": Text("A robot did it; robots are left out.", "由机器人完成；机器人不计入。"),
    "interest": Text("It shows interest and is no contribution.", "只表示关注，不算贡献。"),
    "upkeep": Text("It is what a thing goes through, and no contribution.", "属于流转操作，不算贡献。"),
    "kind": Text("This indicator does not count events of this kind.", "该指标不统计此类事件。"),
    "before": Text("It happened before the window.", "发生在时段之前。"),
    "after": Text("It happened after the window.", "发生在时段之后。"),
    "repo": Text("It was in a repository that is not asked for.", "发生在未选中的代码仓。"),
    "group": Text("It was in nothing that the group looks after.", "不在该小组负责的范围内。"),
    "organization": Text("They belonged to another organisation then.", "当时属于其他组织。"),
    "unknown": Text("To which organisation they belonged then is not known.", "当时所属组织未知。"),
    "unjoined": Text(
        "The account may be theirs, and is not joined to them; they can claim it.",
        "该账号可能属于本人但尚未关联，可以认领。",
    ),
}
NEAREST = (
    "unjoined", "before", "after", "unknown", "organization", "group", "repo", "upkeep", "interest", "kind", "robot",
)  # fmt: skip
"""Of several reasons the one that is said first: how little is missing."""
COLUMNS = (
    columns.KIND, columns.count("events", Text("Events", "事件")), Column("counted", Text("Counted", "计入"), "mark"),
    Column("reason", Text("Why", "原因")), Column("account", Text("Account", "账号")), columns.FIRST, columns.LAST,
)  # fmt: skip


@report("counted", TITLE, options=OPTIONS)
def counted(homes: Homes, question: Question) -> Answer:
    """Which of somebody's events does an indicator count, which not, and why?"""
    known = _who(homes, question)
    asked = indicator_named(question.option("indicator") or USUAL)
    scope = question.scope.with_(people=())
    inside = Question(question.name, scope.with_(people=(known.id,), bots=True), question.today, question.options)
    kinds = kinds_counted(asked)
    judged = [] if asked.of == "measurements" else _judged(homes, known, asked, scope)
    rows = sorted(
        _rows(judged),
        key=lambda row: (not row["counted"], row["account"], -row["events"], row["kind"], str(row["reason"])),
    )
    count = sum(row["events"] for row in rows if row["counted"])
    name = homes.faces.name_of(known.id)
    verdict, why = _verdict(homes, known, asked, scope, count, judged)
    unread = sorted(kinds - kinds_in(coverage_of(homes, scope)))
    return fill(
        homes, inside, TITLE, _sentence(name, asked, verdict, why, count), COLUMNS, rows,
        metric=asked.metric, total=count, unit="events", found=len(rows),
        about={
            "id": homes.faces.id_of(known.id), "name": name, "hidden": known.hidden, "indicator": asked.name, "title": asked.title,
            "counted": verdict, "why": why, "kinds": sorted(kinds), "unread": unread,
            "claim": any(row["account"] for row in rows),
        },
    )  # fmt: skip


def _who(homes: Homes, question: Question) -> KnownPerson:
    said = question.option("id") or next((homes.faces.id_of(one) for one in question.scope.people), "")
    if not said:
        raise BadQuestion("Who?", mend="Give an id or an account, such as id=gitee:ann.")
    known = homes.faces.find(said)
    if known is None:
        ids = (homes.faces.id_of(person) for person in homes.identity.people)
        raise BadQuestion(f"Nothing was seen of anybody called '{said}'.", mend=near(said, ids))
    return known


def kinds_counted(asked: Indicator) -> frozenset[str]:
    """Return the kinds of events that an indicator counts; none for what is measured."""
    if asked.of == "measurements":
        return frozenset()
    wanted = LEVEL_KINDS.get(asked.name) or asked.needs or CONTRIBUTIONS
    return frozenset(wanted) & frozenset(KINDS)


Judged = dict[str, Any]


def _judged(homes: Homes, known: KnownPerson, asked: Indicator, scope: Scope) -> list[Judged]:
    """Return the person's events, counted by what decides whether they count, each with the reason that keeps it out."""
    mine = list(_told(homes, known.id, scope))
    for row in mine:
        row["why"] = _why(row, asked, scope)
        row["account"] = ""
    for account in _unjoined(homes, known):
        others = (row for row in _told(homes, account, scope) if not _why(row, asked, scope))
        mine += [{**row, "why": "unjoined", "account": homes.faces.account_of(account)} for row in others]
    return mine


def _told(homes: Homes, person: str, scope: Scope) -> Iterator[Judged]:
    """Yield how many events of a person there are of each kind, time, repository and organisation, in the groups or not."""
    table = homes.events(Scope(people=(person,), bots=True, zone=scope.zone))
    whole = _heaps(homes, table, scope)
    if not scope.groups:
        yield from ({**row, "here": True} for row in whole.values())
        return
    within_groups = _heaps(homes, homes.reading.scoped(table, Scope(groups=scope.groups, bots=True)), scope)
    for key, row in whole.items():
        here = within_groups.get(key)
        if here:
            yield {**here, "here": True}
        rest = row["events"] - (here["events"] if here else 0)
        if rest:
            yield {**row, "events": rest, "here": False}


def _heaps(homes: Homes, table: Any, scope: Scope) -> dict[tuple[Any, ...], Judged]:
    when = ibis.cases(
        (is_within(table["at"], scope), "in"),
        (is_within(table["at"], Scope(until_at=scope.until_at)), "before"),
        else_="after",
    )
    keys = {"kind": table.kind, "bot": table.bot, "when": when, "repo": table.repo, "organization": table.organization}
    rows = homes.rows(
        table.group_by(**keys).agg(events=table.count(), first_at=table["at"].min(), last_at=table["at"].max())
    )
    return {tuple(row[name] for name in keys): row for row in rows}


def _why(row: Judged, asked: Indicator, scope: Scope) -> str:
    """Return the first reason that keeps events out; nothing when they count."""
    if row["bot"] and not (asked.bots or scope.bots):
        return "robot"
    if row["kind"] not in kinds_counted(asked):
        contributes = kinds_counted(asked) >= frozenset(CONTRIBUTIONS)
        return (
            "interest"
            if contributes and row["kind"] in INTEREST
            else "upkeep"
            if contributes and row["kind"] in UPKEEP
            else "kind"
        )
    if scope.repos and row["repo"] not in scope.repos:
        return "repo"
    if not row["here"]:
        return "group"
    if row["organization"] is None and (scope.orgs or asked.name in OF_ORGANIZATIONS):
        return "unknown"
    if scope.orgs and row["organization"] is not None and row["organization"] not in scope.orgs:
        return "organization"
    return "" if row["when"] == "in" else str(row["when"])


def _unjoined(homes: Homes, known: KnownPerson) -> list[str]:
    """Return accounts that may be theirs, with nothing about hidden people."""
    mine = {known.id, *known.accounts}
    if known.hidden:
        return []
    found = []
    for one in homes.identity.suggestions:
        if len(both := {one.account, one.other} & mine) == 1:
            other = one.other if one.account in both else one.account
            if not homes.faces.is_hidden(other):
                found.append(other)
    return list(dict.fromkeys(found))


def _rows(judged: list[Judged]) -> Iterator[dict[str, Any]]:
    heaps: dict[tuple[str, str, str], list[Judged]] = {}
    for row in judged:
        heaps.setdefault((row["kind"], row["why"], row["account"]), []).append(row)
    for (kind, why, account), rows in heaps.items():
        yield {
            "kind": kind, "events": sum(row["events"] for row in rows), "counted": not why, "why": why,
            "reason": REASONS[why] if why else COUNTS, "account": account,
            "first_at": min(row["first_at"] for row in rows), "last_at": max(row["last_at"] for row in rows),
        }  # fmt: skip


def _verdict(
    homes: Homes, known: KnownPerson, asked: Indicator, scope: Scope, count: int, judged: list[Judged]
) -> tuple[bool | None, Text]:
    """Return whether the person is counted, and the reason if not; None: the indicator counts nobody."""
    if asked.of == "measurements":
        return None, Text("It is measured, and made of nobody's events.", "该指标来自度量数据，不由任何人的事件组成。")
    if not count:
        reasons = {row["why"] for row in judged}
        nearest = next((reason for reason in NEAREST if reason in reasons), "")
        return False, REASONS[nearest] if nearest else Text("Nothing of theirs was seen.", "未见其任何活动。")
    if asked.name in ("new_people", "returning_people"):
        return _by_the_first(asked, scope, judged)
    if asked.name == "core_people":
        told = homes.rows(onion(homes.events(scope), scope).filter(lambda table: table.person == known.id))
        if not told or told[0]["role"] != "core":
            return False, Text("Others made 80 % of the contributions.", "其他人已完成 80% 的贡献。")
    return True, Text()


def _by_the_first(asked: Indicator, scope: Scope, judged: list[Judged]) -> tuple[bool, Text]:
    """Return whether the first contribution ever makes somebody new in the window, or returning."""
    mine = [row for row in judged if row["why"] in ("", "before")]
    first = min(row["first_at"] for row in mine)
    is_new = scope.since_at is None or first >= scope.since_at
    if is_new == (asked.name == "new_people"):
        return True, Text()
    day = local_day(first, scope.zone)
    return False, Text(f"Their first contribution was on {day}.", f"其首次贡献在 {day}。")


def _sentence(name: str, asked: Indicator, verdict: bool | None, why: Text, count: int) -> Text:
    if verdict:
        return Text(
            f"{name} is counted in “{asked.title.en}”, with {many(count, 'event', 'events')}.",
            f"{name} 已计入“{asked.title.zh}”，共 {number(count)} 个事件。",
        )
    if verdict is None:
        return Text(f"Nobody is counted in “{asked.title.en}”. {why.en}", f"“{asked.title.zh}”不统计个人。{why.zh}")
    return Text(f"{name} is not counted in “{asked.title.en}”. {why.en}", f"{name} 未计入“{asked.title.zh}”。{why.zh}")
