"""Who may vote in an election, or stand, and why: by what the charter says and the lake shows."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from cachetools import LRUCache
from dateutil.relativedelta import relativedelta

from folkmoot.metrics.windows import within
from folkmoot.model.election import Entitled, Entitlement, Moments, Proof
from folkmoot.model.event import CONTRIBUTIONS, KINDS
from folkmoot.model.people import Person
from folkmoot.model.scope import Scope, window
from folkmoot.model.text import Text
from folkmoot.reports.covering import coverage_of, kinds_in
from folkmoot.reports.days import local_day
from folkmoot.reports.events import of_kind
from folkmoot.reports.homes import Homes

_kept: LRUCache[Hashable, Looked] = LRUCache(16)
_guard = threading.Lock()
ANYBODY = Text("Whoever the charter declares.", "章程仓声明的所有人。")


@dataclass(frozen=True)
class Looked:
    """What the lake shows for a rule: events by person in the window, and whether the kinds were read at all."""

    first: date
    last: date
    counts: dict[str, int]
    read: bool


def entitlements(
    homes: Homes, rule: Entitled, moments: Moments, now: datetime, only: Iterable[str] | None = None
) -> dict[str, Entitlement]:
    """Judge everybody whom the charter declares, or ``only`` some, by their ids of the charter.

    Roles count as of today, and after voting has opened as of that day; events up to the day before. Edges: robots are nobody; of
    somebody declared under several ids the first one counts, with the roles of all.
    """
    day = local_day(min(now, moments.opens), homes.charter.community.zone)
    looked = _looked(homes, rule, local_day(moments.opens, homes.charter.community.zone)) if rule.at_least else None
    held = _held(homes, rule, day) if rule.groups or rule.roles else {}
    wanted = None if only is None else {homes.identity.person_of.get(one, one) for one in only}
    found: dict[str, Entitlement] = {}
    for name, ids in _people(homes.charter.people, homes).items():
        if wanted is None or name in wanted:
            found[ids[0]] = Entitlement(
                ids[0],
                tuple(_proofs(homes, rule, name, [role for one in ids for role in held.get(one, ())], day, looked)),
            )
    return found


def _people(people: Iterable[Person], homes: Homes) -> dict[str, list[str]]:
    """Return the ids of each declared person by who they turned out to be."""
    found: dict[str, list[str]] = {}
    for person in people:
        name = homes.identity.person_of.get(person.id, person.id)
        known = homes.identity.people.get(name)
        if not person.bot and not (known and known.bot):
            found.setdefault(name, []).append(person.id)
    return found


def _proofs(
    homes: Homes, rule: Entitled, name: str, held: list[str], day: date, looked: Looked | None
) -> Iterable[Proof]:
    if rule.groups or rule.roles:
        yield _serves(rule, held, day)
    if looked is not None:
        yield _did(homes, rule, name, looked)


def _held(homes: Homes, rule: Entitled, day: date) -> dict[str, list[str]]:
    """Return the roles on a day that the rule speaks of, by the person's id in the charter."""
    found: dict[str, list[str]] = {}
    for group, term in homes.charter.terms(day):
        fits = term.role in rule.roles if rule.roles else not term.role.startswith("emeritus")
        if fits and (not rule.groups or group.slug in rule.groups):
            found.setdefault(term.person, []).append(f"{group.slug}:{term.role}")
    return found


def _serves(rule: Entitled, held: list[str], day: date) -> Proof:
    wanted = rule_words(Entitled(rule.groups, rule.roles))
    if held:
        roles = ", ".join(dict.fromkeys(held))
        return Proof("met", Text(f"{wanted.en}: {roles} on {day}", f"{wanted.zh}：{day} 担任 {roles}"))
    return Proof("not met", Text(f"{wanted.en}: nothing of that on {day}", f"{wanted.zh}：{day} 无此角色"))


def _did(homes: Homes, rule: Entitled, name: str, looked: Looked) -> Proof:
    number = looked.counts.get(name, 0)
    span = {"since": looked.first.isoformat(), "until": looked.last.isoformat()}
    person = homes.faces.id_of(name) if name in homes.identity.people else name
    opens = urlencode({"person": person, "kind": ",".join(rule.kinds) or "contributions", **span}, safe=",:")
    wanted = rule_words(Entitled(at_least=rule.at_least, kinds=rule.kinds, months=rule.months))
    says = Text(
        f"{wanted.en}: {number:,} from {looked.first} to {looked.last}",
        f"{wanted.zh}：{looked.first} 至 {looked.last} 共 {number:,} 个",
    )
    if number >= rule.at_least:
        return Proof("met", says, f"events?{opens}")
    if not looked.read:
        return Proof("unknown", Text(f"{says.en}, but not all of it was read", f"{says.zh}，但数据未读取完整"))
    return Proof("not met", says, f"events?{opens}")


def _looked(homes: Homes, rule: Entitled, opens: date) -> Looked:
    """Count events by person in the window; kept for as long as neither the charter nor the lake changes."""
    first, last = opens - relativedelta(months=rule.months), opens - timedelta(days=1)
    key = (homes.charter.root, homes.lake.folder, homes.version, rule.kinds, first, last)
    with _guard:
        known = _kept.get(key)
    if known is None:
        known = _look(homes, rule, first, last)
        with _guard:
            _kept[key] = known
    return known


def _look(homes: Homes, rule: Entitled, first: date, last: date) -> Looked:
    since_at, until_at = window(first, last, homes.charter.community.zone)
    scope = Scope(since_at, until_at, zone=homes.charter.community.zone)
    table = within(of_kind(homes.events(scope), ",".join(rule.kinds) or "contributions"), scope)
    mine = table.filter(table.person.notnull())
    counted = mine.group_by("person").agg(number=mine.count())
    wanted = frozenset(rule.kinds or CONTRIBUTIONS)
    read = kinds_in(coverage_of(homes, scope))
    whole = wanted <= read if rule.kinds else bool(wanted & read)
    return Looked(first, last, {row["person"]: row["number"] for row in homes.rows(counted)}, whole)


def rule_words(rule: Entitled) -> Text:
    """Say in words who is entitled."""
    parts: list[Text] = []
    if rule.groups or rule.roles:
        roles, groups = ", ".join(rule.roles), ", ".join(rule.groups)
        if rule.roles and rule.groups:
            parts.append(Text(f"{roles} of {groups}", f"{groups} 的 {roles}"))
        elif rule.roles:
            parts.append(Text(f"{roles} of any group", f"任一组织的 {roles}"))
        else:
            parts.append(Text(f"serves in {groups}", f"在 {groups} 任职"))
    if rule.at_least:
        kinds = [KINDS.get(kind, Text(kind, kind)) for kind in rule.kinds] or [Text("contributions", "贡献")]
        english, chinese = ", ".join(kind.en.lower() for kind in kinds), "、".join(kind.zh for kind in kinds)
        parts.append(Text(
            f"at least {rule.at_least} {english} in the {rule.months} months before voting",
            f"投票开始前 {rule.months} 个月内至少 {rule.at_least} 个{chinese}",
        ))  # fmt: skip
    if not parts:
        return ANYBODY
    return Text("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))
