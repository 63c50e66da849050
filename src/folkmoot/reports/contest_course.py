"""A contest as it stands: its events read from the lake, its acts from the ledger, and the standings kept while they hold."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import ibis
import pyarrow as pa
from cachetools import LRUCache

from folkmoot.model.contest import ContestPlan
from folkmoot.model.contest_log import ContestAct, Deed, Moments, Standings
from folkmoot.model.errors import BadQuestion
from folkmoot.model.facts import ACCOUNT_MADE
from folkmoot.model.rounds_plain import plan_of
from folkmoot.model.scope import Question, Scope
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.labels import labels_and_titles
from folkmoot.reports.question import day_over, moment_said, near
from folkmoot.reports.reverts import reverts_since, undone_at
from folkmoot.rules.contest_guards import STAR, UNSTAR
from folkmoot.rules.contests import moments_of, shown_at, stage_of, standings
from folkmoot.rules.submissions import best_of, ranks_of

MERGED = "change.merged"
LATE = timedelta(days=3650)
EARLIEST, LATEST = datetime(1, 1, 1), datetime(9999, 1, 1)
AT = Text(
    "The UTC moment as of which it is told; else now, or the newest fact.", "截至哪一 UTC 时刻；缺省为当前或最新记录。"
)
_deeds: LRUCache[Hashable, tuple[Deed, ...]] = LRUCache(8)
_log: LRUCache[Hashable, tuple[ContestAct, ...]] = LRUCache(64)  # acts are never changed: the last one names them all
_kept: LRUCache[Hashable, list[_Kept]] = LRUCache(16)
_guard = threading.Lock()


@dataclass(frozen=True)
class _Kept:
    """Standings, and from when to when they are the same."""

    since: datetime
    until: datetime
    standings: Standings


@dataclass(frozen=True)
class Course:
    """A contest with its log. ``plan``: as it was when it started, whatever the charter says later."""

    homes: Homes
    plan: ContestPlan
    acts: tuple[ContestAct, ...]
    moments: Moments
    declared: bool  # whether the charter says the same as when it started
    place: str = ""  # where it is declared

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0

    def same(self, person: str) -> str:
        """Return who somebody, or an account, turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    def stage(self, at: datetime) -> str:
        """Return where it is at a moment."""
        approved = any(act.verb == "approve" and act.at <= at for act in self.acts)
        return stage_of(self.plan, self.moments, at, approved=approved)

    def public(self, at: datetime) -> Standings:
        """Return the standings as everybody sees them at a moment: those of the freeze while it lasts."""
        return self.live(shown_at(self.moments, self.stage(at), at))

    def live(self, at: datetime) -> Standings:
        """Return the standings at a moment."""
        homes = self.homes
        entered = sum(act.verb == "enter" for act in self.acts)
        read = (self.plan, homes.charter.root, homes.charter.commit, homes.lake.folder, homes.snapshot.version, homes.ledger_version,
                entered)  # fmt: skip
        base = _held((read, self.last), at, lambda: self._judged(read, at))
        if self.plan.kind != "submissions" or not homes.ledger:
            return base.standings
        from folkmoot.ledger import submissions  # it needs the ledger to be connected

        newest = submissions.newest_scored(self.plan.id)
        return _held((read, self.last, newest), at, lambda: self._by_entries(base, at)).standings

    def _judged(self, read: Hashable, at: datetime) -> _Kept:
        deeds = self._all_deeds(read) if self.plan.kind == "events" else ()
        made = standings(self.plan, deeds, self.acts, at, zone=self.moments.zone, same=self.same)
        return _Kept(*self._holds(deeds, at), made)

    def _by_entries(self, kept: _Kept, at: datetime) -> _Kept:
        """Return the standings with the table of the best entries; the same until another one is scored."""
        made, metrics = kept.standings, self.plan.evaluation.metrics if self.plan.evaluation else ()
        if not metrics:
            return kept
        from folkmoot.ledger import submissions  # it needs the ledger to be connected

        shown = min(at, made.approved.at) if made.approved else at
        best: dict[str, tuple[str, int]] = {}
        since = kept.since
        for entrant, key, scored, last in submissions.bests(self.plan.id, shown):
            name = self.same(entrant) if self.plan.teams == "none" else entrant
            known = best.get(name, ("", 0))
            best[name] = (max(known[0], key), known[1] + scored)
            since = max(since, last)
        found = [best_of(metrics, name, key, scored) for name, (key, scored) in best.items()]
        ranks = ranks_of(self.plan, found, made.entries, made.teams)
        people, teams = (ranks, made.teams_ranked) if self.plan.teams == "none" else (made.people_ranked, ranks)
        made = replace(made, at=shown, people_ranked=people, teams_ranked=teams)
        until = at + timedelta.resolution if submissions.scored_after(self.plan.id, at) else kept.until
        return _Kept(min(since, at), until, made)

    def _all_deeds(self, key: Hashable) -> tuple[Deed, ...]:
        with _guard:
            known = _deeds.get(key)
        if known is None:
            known = deeds_of(self)
            with _guard:
                _deeds[key] = known
        return known

    def _holds(self, deeds: Sequence[Deed], at: datetime) -> tuple[datetime, datetime]:
        """Return from when until when nothing happens that would change the standings of a moment."""
        before, after = EARLIEST, LATEST
        for mark in chain(self.moments.every(), (act.at for act in self.acts), (one.at for one in deeds),
                          (one.undone_at for one in deeds if one.undone_at)):  # fmt: skip
            if mark > at:
                after = min(after, mark)
            else:
                before = max(before, mark)
        return before, after


def _held(key: Hashable, at: datetime, make: Callable[[], _Kept]) -> _Kept:
    """Return what is kept for a moment, or make and keep it."""
    with _guard:
        for one in _kept.get(key, ()):
            if one.since <= at < one.until:
                return one
    made = make()
    with _guard:
        _kept.setdefault(key, []).insert(0, made)
        del _kept[key][4:]
    return made


def course_of(homes: Homes, ident: str) -> Course:
    """Return a contest with its log. Errors: BadQuestion when the charter declares none of that id."""
    if ident not in homes.charter.contest_by_id:
        raise BadQuestion(f"There is no contest '{ident}'.", mend=near(ident, homes.charter.contest_by_id))
    declared = homes.charter.contest_by_id[ident]
    acts = _acts(homes, ident)
    start = next((act for act in acts if act.verb == "start"), None)
    plan = plan_of(ContestPlan, start.content["plan"]) if start else declared
    return Course(
        homes, plan, acts, moments_of(plan, homes.charter.community.zone), plan == declared, str(declared.place)
    )


def every(homes: Homes) -> tuple[Course, ...]:
    """Return every declared contest with its log, the one that begins last first."""
    found = [course_of(homes, one.id) for one in homes.charter.contests]
    return tuple(sorted(found, key=lambda one: (one.moments.begins, one.plan.id), reverse=True))


def _acts(homes: Homes, ident: str) -> tuple[ContestAct, ...]:
    if not homes.ledger:
        return ()
    from folkmoot.ledger import contests  # it needs the ledger to be connected

    last = contests.version(ident)
    key = (homes.lake.folder, ident, last)
    with _guard:
        known = _log.get(key)
    if known is None:
        known = contests.acts(ident)
        with _guard:
            _log[homes.lake.folder, ident, known[-1].ordinal if known else 0] = known
    return known


def moment_asked(homes: Homes, question: Question) -> datetime:
    """Return the moment as of which a contest is told. Errors: BadQuestion for words that are no moment."""
    if (said := moment_said(question)) is not None:
        return said
    newest = max((act.at for one in every(homes) for act in one.acts[-1:]), default=datetime(1970, 1, 1))
    return max(newest, day_over(question, homes.charter.community.zone))


def deeds_of(course: Course) -> tuple[Deed, ...]:
    """Return the events that a contest looks at: those that its rules count, and what guards ask of them."""
    homes, plan = course.homes, course.plan
    entered = {course.same(act.person) for act in course.acts if act.verb == "enter"}
    if not entered:
        return ()
    kinds = {rule.kind for rule in plan.scoring}
    looked = kinds | ({UNSTAR} if STAR in kinds else set())
    events = homes.events(Scope(bots=True))
    in_time = (events["at"] >= _moment(course.moments.begins)) & (events["at"] < _moment(course.moments.ends + LATE))
    if any(one.rule == "first-star" for one in plan.guards):
        in_time = in_time | ((events.kind == STAR) & (events["at"] < _moment(course.moments.begins)))
    scored = events.filter(events.kind.isin(sorted(looked)), in_time)
    whose = ibis.memtable(pa.table({"somebody": sorted(entered)}))
    scored = scored.semi_join(whose, ibis.coalesce(scored.person, scored.actor) == whose.somebody)
    rows = scored.select("id", "at", "kind", "actor", "person", "repo", "subject", "parent", "url", "extra")
    told_rows = homes.rows(rows)
    things = scored.filter(~scored.kind.isin([STAR, UNSTAR]), scored.subject != "").select("subject").distinct()
    facts = _Facts(course, told_rows, things)
    return tuple(facts.deed(row) for row in told_rows)


def _moment(at: datetime) -> Any:
    return ibis.literal(at, "timestamp(6)")


class _Facts:
    """What else the lake tells of the events of a contest: labels, titles, reverts, how old accounts are."""

    def __init__(self, course: Course, rows: Iterable[Mapping[str, Any]], things: Any) -> None:
        self.course, self.homes = course, course.homes
        plan = course.plan
        wanted = any(rule.label or rule.words for rule in plan.scoring) or any(
            g.rule == "reverted" for g in plan.guards
        )
        self.labels, self.titles = labels_and_titles(course.homes, things) if wanted else ({}, {})
        self.reverts = (
            reverts_since(course.homes, course.moments.begins)
            if any(one.rule == "reverted" for one in plan.guards)
            else {}
        )
        fresh = any(one.rule == "fresh-account" for one in plan.guards)
        self.seen = self._seen(sorted({row["actor"] for row in rows})) if fresh else {}
        self.born = self._made(sorted({row["actor"] for row in rows})) if fresh else {}
        self.born |= {account: when for act in course.acts for account, when in _born(act).items()}

    def deed(self, row: Mapping[str, Any]) -> Deed:
        """Return an event with all that is told of it."""
        extra = json.loads(row["extra"] or "{}")
        title = str(extra.get("title") or self.titles.get(row["subject"], ""))
        labels = self.labels.get(row["subject"], frozenset()) | {str(one).lower() for one in extra.get("labels") or ()}
        merger = str(extra.get("merged_by") or "")
        born = str(extra.get("account_created_at") or self.born.get(row["actor"], ""))
        dirs = extra.get("dirs")
        return Deed(
            row["id"], row["at"], row["kind"], row["actor"], row["person"] or row["actor"], row["repo"], row["subject"],
            title, row["url"] or "", frozenset(labels), tuple(str(one) for one in dirs) if isinstance(dirs, list) else None,
            self.course.same(merger) if merger else None, self.seen.get(row["actor"]), _when(born),
            self._undone(row, title, str(extra.get("head") or "")), home=min(self.homes.same(row["repo"])),
        )  # fmt: skip

    def _undone(self, row: Mapping[str, Any], title: str, head: str) -> datetime | None:
        return (
            undone_at(self.reverts, row["repo"], row["at"], (row["subject"], head, row["parent"] or ""), title)
            if row["kind"] == MERGED
            else None
        )

    def _made(self, accounts: list[str]) -> dict[str, str]:
        """Return when accounts were made, as their forges told a collector."""
        measured = self.homes.measurements(Scope())
        made = measured.filter(measured.name == ACCOUNT_MADE, measured.subject.isin(accounts))
        return {row["subject"]: row["at"].isoformat() for row in self.homes.rows(made.select("subject", "at"))}

    def _seen(self, accounts: list[str]) -> dict[str, datetime]:
        """Return since when accounts are known; by commits nothing is: their author writes the date."""
        events = self.homes.events(Scope(bots=True))
        events = events.filter(events.kind != "commit.authored")
        first = events.filter(events.actor.isin(accounts)).group_by("actor").agg(first=lambda rows: rows["at"].min())
        return {row["actor"]: row["first"] for row in self.homes.rows(first)}


def _born(act: ContestAct) -> Mapping[str, str]:
    accounts = act.content.get("accounts") if act.verb == "enter" else None
    return accounts if isinstance(accounts, Mapping) else {}


def _when(said: str) -> datetime | None:
    """Return a moment that a forge has told in UTC; None for none, or what is no moment."""
    try:
        moment = datetime.fromisoformat(said) if said else None
    except ValueError:
        return None
    return (moment - (moment.utcoffset() or timedelta(0))).replace(tzinfo=None) if moment else None
