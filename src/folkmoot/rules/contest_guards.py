"""Rules against gaming, each by its name: what it says of a deed, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from folkmoot.model.contest import GUARDS, ContestPlan, Guard, ScoringRule
from folkmoot.model.contest_log import Deed, Moments

STAR, UNSTAR = "repo.starred", "repo.unstarred"
ONCE = frozenset(
    {"change.merged", "change.opened", "issue.opened", "issue.closed", "task.delivered", "release.published",
     "content.published"}
)  # fmt: skip
"""Kinds of which the same thing counts once: a history and its forge may both tell of it."""
STANDING = frozenset({"repo.starred", "repo.forked", "repo.watched"})
"""Kinds of which an account can do the same thing once: a second one was told again, or undone between and not told."""
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands against a deed. ``sure`` False: what the rule needs was not told, so that a reviewer decides."""

    rule: str
    note: str = ""
    sure: bool = True


Asked = Callable[[Guard, Deed, ScoringRule, "History"], Objection | None]


@dataclass
class History:
    """What happened before and after, as far as guards ask: gathered once for all deeds of a contest."""

    at: datetime
    moments: Moments
    unstarred: Mapping[tuple[str, str], list[datetime]] = field(default_factory=dict)
    first_star: Mapping[tuple[str, str], str] = field(default_factory=dict)  # person, repository → id of the event
    first_deed: Mapping[str, datetime] = field(default_factory=dict)  # of each account in the contest
    done: dict[tuple[str, str, str], str] = field(default_factory=dict)  # rule, person, thing → account
    guards: tuple[tuple[Asked, Guard], ...] = ()  # those that are declared, in the order in which they are asked


def history_of(plan: ContestPlan, deeds: Iterable[Deed], moments: Moments, at: datetime) -> History:
    """Return what guards look into; ``deeds`` in order of time, those before the contest among them."""
    unstarred: dict[tuple[str, str], list[datetime]] = {}
    stars: dict[tuple[str, str], str] = {}
    firsts: dict[str, datetime] = {}
    for one in deeds:
        if one.kind == UNSTAR:
            unstarred.setdefault((one.account, one.repo), []).append(one.at)
        elif one.kind == STAR:
            stars.setdefault((one.person, one.home or one.repo), one.id)
        if moments.begins <= one.at < moments.ends:
            firsts.setdefault(one.account, one.at)
    declared = {one.rule: one for one in plan.guards}
    guards = tuple((ASKED[name], declared[name]) for name in GUARDS if name in declared and name in ASKED)
    return History(at, moments, unstarred, stars, firsts, guards=guards)


def objection(deed: Deed, rule: ScoringRule, history: History) -> Objection | None:
    """Return what stands against counting a deed: the first objection that is sure, else one that is not, else None."""
    doubt: Objection | None = None
    for asked, guard in history.guards:
        said = asked(guard, deed, rule, history)
        if said is not None and said.sure:
            return said
        doubt = doubt or said
    return _told_twice(deed, rule, history) or doubt


def remember(deed: Deed, rule: ScoringRule, history: History) -> None:
    """Note that a deed stands, so that the same thing does not count again."""
    history.done.setdefault((rule.id, deed.person, _thing(deed)), deed.account)


def _thing(deed: Deed) -> str:
    if deed.kind in STANDING and deed.home:
        return deed.home
    return deed.subject or deed.repo or deed.id


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _told_twice(deed: Deed, rule: ScoringRule, history: History) -> Objection | None:
    before = history.done.get((rule.id, deed.person, _thing(deed)))
    if before is not None and (deed.kind in ONCE or (deed.kind in STANDING and before == deed.account)):
        return Objection("told-twice", _thing(deed))
    return None


def _withdrawn(guard: Guard, deed: Deed, _rule: ScoringRule, history: History) -> Objection | None:
    last = min(history.at, history.moments.ends + timedelta(days=guard.days))
    gone = history.unstarred.get((deed.account, deed.repo), ()) if deed.kind == STAR else ()
    when = next((moment for moment in gone if deed.at <= moment <= last), None)
    return Objection("withdrawn-star", _written(when)) if when else None


def _first_star(_guard: Guard, deed: Deed, _rule: ScoringRule, history: History) -> Objection | None:
    if deed.kind != STAR or history.first_star.get((deed.person, deed.home or deed.repo), deed.id) == deed.id:
        return None
    return Objection("first-star", deed.repo)


def _fresh(guard: Guard, deed: Deed, _rule: ScoringRule, history: History) -> Objection | None:
    first = history.first_deed.get(deed.account, deed.at)
    edge = first - timedelta(days=guard.days)
    if deed.born_at is not None:
        return Objection("fresh-account", deed.born_at.date().isoformat()) if deed.born_at > edge else None
    if deed.known_at is not None and deed.known_at <= edge:
        return None
    return Objection("fresh-account", UNKNOWN, sure=False)


def _self_merged(_guard: Guard, deed: Deed, _rule: ScoringRule, _history: History) -> Objection | None:
    if deed.kind != "change.merged":
        return None
    if deed.merger is None:
        return Objection("self-merged", UNKNOWN, sure=False)
    return Objection("self-merged") if deed.merger == deed.person else None


def _reverted(guard: Guard, deed: Deed, _rule: ScoringRule, history: History) -> Objection | None:
    last = min(history.at, history.moments.ends + timedelta(days=guard.days))
    if deed.undone_at is not None and deed.at <= deed.undone_at <= last:
        return Objection("reverted", _written(deed.undone_at))
    return None


def _linked(_guard: Guard, deed: Deed, rule: ScoringRule, history: History) -> Objection | None:
    before = history.done.get((rule.id, deed.person, _thing(deed)))
    return Objection("linked-accounts", before) if before and before != deed.account else None


ASKED: Mapping[str, Asked] = {
    "withdrawn-star": _withdrawn, "first-star": _first_star, "fresh-account": _fresh, "self-merged": _self_merged,
    "reverted": _reverted, "linked-accounts": _linked,
}  # fmt: skip
"""The guards that look at deeds; the one about two teams looks at teams."""
