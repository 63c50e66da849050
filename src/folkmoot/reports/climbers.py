"""Everybody who may climb a group's ladder, and what the homes tell of them: deeds, readings, roles, votes."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from cachetools import LRUCache

from folkmoot.charter.ladders import ladder_of
from folkmoot.lake.caring import NAMING
from folkmoot.metrics.acts import MERGED
from folkmoot.metrics.climbing import done, evidence
from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Group, Term
from folkmoot.model.ladder import Count, Ladder, LadderStep, LadderVerdict
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.reports.covering import coverage_of
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import near
from folkmoot.reports.unread import unread
from folkmoot.reports.vouched import Voted, sponsors, votes, votes_on
from folkmoot.rules.ladder import Done, Facts, Sponsor, before, stands

_INSTANT = timedelta(microseconds=1)
_counted: LRUCache[Hashable, Mapping[Count, Mapping[str, Done]]] = LRUCache(8)
_guard = threading.Lock()


@dataclass(frozen=True)
class Climbers:
    """A group with its ladder at a moment: what happened before it counts, and roles are those of the day it ends.

    ``people``: only these; none: everybody who did something that the ladder counts there, or serves in the group.
    """

    homes: Homes
    group: Group
    ladder: Ladder
    at: datetime
    people: tuple[str, ...] = ()
    known: Mapping[Count, Mapping[str, Done]] = field(
        default_factory=dict
    )  # what was counted for several groups at once
    without: frozenset[str] = frozenset()  # merged changes that do not count: they were reverted

    @property
    def zone(self) -> str:
        """The community's time zone, in which its days begin."""
        return self.homes.charter.community.zone

    @cached_property
    def day(self) -> date:
        """The day on which the moment ends."""
        return local_day(self.at - _INSTANT, self.zone)

    def window(self, count: Count) -> Scope:
        """Return the window in which a clause counts."""
        since = day_start(before(self.day, count.within) + timedelta(days=1), self.zone) if count.within else None
        return Scope(since_at=since, until_at=self.at, zone=self.zone)

    def events(self, count: Count, people: tuple[str, ...] = ()) -> Any:
        """Return the events that a clause counts; where it counts in two places, one may stand there twice."""
        wanted = Scope(people=people or self.people, zone=self.zone)
        places = [self._own(count, wanted)]
        if count.repos:
            places = [wanted.with_(repos=self._names(count.repos))]
        elif count.where == "anywhere":
            places = [wanted]
        elif count.where == "main" and self.ladder.repos:
            places.append(wanted.with_(repos=self._names(self.ladder.repos)))
        window = self.window(count)
        found = [
            evidence(self.homes.events(place), self.homes.events(Scope(bots=True, repos=place.repos)), count, window)
            for place in places
        ]
        every = found[0].union(found[1]) if len(found) > 1 else found[0]
        if not self.without:
            return every
        return every.filter((every.kind != MERGED) | every.subject.notin(sorted(self.without)))

    def _own(self, count: Count, wanted: Scope) -> Scope:
        """Return the scope of what the group looks after; what does not name its group stands in its repositories alone."""
        repos = () if set(count.kinds) & set(NAMING) else self._names(item.repo for item in self.group.repositories)
        return wanted.with_(groups=(self.group.slug,), repos=repos)

    def _names(self, repos: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({name for repo in repos for name in self.homes.same(repo.lower())}))

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """What the ladder's clauses count, each once."""
        leaves = (leaf for step in self.ladder.steps for leaf in step.leaves)
        return tuple(dict.fromkeys(leaf.count for leaf in leaves if leaf.count))

    @cached_property
    def done(self) -> Mapping[Count, Mapping[str, Done]]:
        """What each person has done of what each clause counts; kept, since what people record changes nothing of it."""
        key = (
            self.homes.charter.root,
            self.homes.lake.folder,
            self.homes.version,
            self.group,
            self.ladder,
            self.at,
            self.people,
            self.without,
        )
        with _guard:
            if (kept := _counted.get(key)) is not None:
                return kept
        done = {count: self.known[count] if count in self.known else self.done_alone(count) for count in self.counts}
        with _guard:
            _counted[key] = done
        return done

    def done_alone(self, count: Count) -> dict[str, Done]:
        """Return what each person has done of what one clause counts."""
        return {
            row["person"]: done_of(row, self.zone)
            for row in self.homes.rows(done(self.events(count), count, self.zone))
        }

    @cached_property
    def unread(self) -> Mapping[Count, tuple[str, ...]]:
        """The kinds of events that would tell and were not read, for each count."""
        return {
            count: unread(self.homes, self.group, self.ladder, count, self.window(count).since_at, self.at)
            for count in self.counts
        }

    @cached_property
    def terms(self) -> Mapping[str, list[tuple[str, Term]]]:
        """Every term of each person, in whichever group."""
        found: dict[str, list[tuple[str, Term]]] = {}
        for group, term in self.homes.charter.terms():
            who = self.homes.identity.person_of.get(term.person, term.person)
            found.setdefault(who, []).append((group.slug, term))
        return found

    @cached_property
    def voted(self) -> tuple[Voted, ...]:
        """What came of motions on promotions."""
        return votes(self.homes, self.at)

    @cached_property
    def sponsors(self) -> Mapping[tuple[str, str], tuple[Sponsor, ...]]:
        """Who stands up for whom, by person and role."""
        return sponsors(self.homes, self.group.slug, self.terms, self.at, self.day)

    @cached_property
    def population(self) -> tuple[str, ...]:
        """Who may be judged: robots never; where clauses count elsewhere, too, only those who did something here."""
        if self.people:
            return tuple(self.homes.identity.person_of.get(one, one) for one in self.people)
        here = [count for count in self.counts if count.where == "group" and not count.repos]
        seen = {person for count in here or self.counts for person in self.done[count]}
        serving = {who for who, terms in self.terms.items() if any(slug == self.group.slug for slug, _term in terms)}
        known = self.homes.identity.people
        return tuple(sorted(one for one in seen | serving if not (one in known and known[one].bot)))

    def facts(self, person: str, step: LadderStep) -> Facts:
        """Return everything that is known of somebody before a step."""
        asked = tuple(leaf.vote for leaf in step.leaves if leaf.vote)
        stood_up_for = any(leaf.sponsors for leaf in step.leaves)
        return Facts(
            self.group.slug, person, self.day,
            done={count: self.done[count][person] for count in _counts(step) if person in self.done[count]},
            unread=self.unread,
            terms=self.terms.get(person, ()),
            sponsors=self.sponsors.get((person, step.role)) if stood_up_for else None,
            votes=votes_on(self.voted, self.group.slug, person, step.role, asked) if asked and self.voted else {},
        )  # fmt: skip

    def verdict(self, person: str, step: LadderStep) -> LadderVerdict:
        """Return how somebody stands before a step."""
        return stands(self.ladder, step, self.facts(person, step), self.at)

    def verdicts(self, step: LadderStep) -> Iterator[LadderVerdict]:
        """Yield how everybody stands before a step.

        Of people who serve nowhere, and of whom nothing is recorded, those who did as much stand alike: they are judged once.
        """
        counted = [self.done[count] for count in dict.fromkeys(_counts(step))]
        recorded = {one.person for one in self.voted} | {person for person, _role in self.sponsors}
        alike: dict[tuple[Done | None, ...], LadderVerdict] = {}
        for person in self.population:
            if person in self.terms or person in recorded:
                yield self.verdict(person, step)
                continue
            key = tuple(done.get(person) for done in counted)
            if key not in alike:
                alike[key] = self.verdict(person, step)
            yield replace(alike[key], person=person)


def done_of(row: Mapping[str, Any], zone: str) -> Done:
    """Return a counted row as what the rules judge; what was not asked is nothing."""
    first = row.get("first_at")
    events, subjects, amount, months = (row.get(name) or 0 for name in ("events", "subjects", "amount", "months"))
    return Done(events, subjects, amount, months, local_day(first, zone) if first else None)


def together(homes: Homes, ladder: Ladder, groups: Iterable[Group], at: datetime) -> dict[str, Climbers]:
    """Return who may climb a ladder that holds for several groups, by group: what they count is counted for all at once."""
    every = {group.slug: Climbers(homes, group, ladder, at) for group in groups}
    if not every:
        return {}
    one = next(iter(every.values()))
    found: dict[str, dict[Count, Mapping[str, Done]]] = {slug: {} for slug in every}
    for count in one.counts:
        if count.repos or count.where == "anywhere":
            same = one.done_alone(count)
            for known in found.values():
                known[count] = same
        elif count.where == "group" or not ladder.repos:
            for slug, done_there in _by_group(one, count, tuple(every)).items():
                found[slug][count] = done_there
    return {slug: replace(climbers, known=found[slug]) for slug, climbers in every.items()}


def _by_group(one: Climbers, count: Count, slugs: tuple[str, ...]) -> dict[str, dict[str, Done]]:
    homes, scope = one.homes, Scope(groups=slugs, zone=one.zone)
    events = homes.reading.grouped(homes.events(scope))
    events = events.filter(events.group.isin(slugs))
    rows = evidence(events, homes.events(Scope(bots=True)), count, one.window(count))
    found: dict[str, dict[str, Done]] = {slug: {} for slug in slugs}
    for row in homes.rows(done(rows, count, one.zone, ("group", "person"))):
        found[row["group"]][row["person"]] = done_of(row, one.zone)
    return found


def _counts(step: LadderStep) -> Iterator[Count]:
    return (leaf.count for leaf in step.leaves if leaf.count)


def group_asked(homes: Homes, question: Question) -> Group:
    """Return the one group that is asked about, as ``group`` or ``id``. Errors: BadQuestion for none or several."""
    said = question.scope.groups or ((slug,) if (slug := question.option("id")) else ())
    if len(said) != 1:
        raise BadQuestion("Of which group?", mend="Name one, such as group=compiler.")
    return group_named(homes, said[0])


def group_named(homes: Homes, slug: str) -> Group:
    """Return the group with a short name. Errors: BadQuestion when there is none, with what there is."""
    known = homes.charter.group_by_slug
    if slug.lower() not in known:
        raise BadQuestion(f"There is no group '{slug}'." if slug else "Which group?", mend=near(slug, known))
    return known[slug.lower()]


def climbers_of(homes: Homes, group: Group, at: datetime, people: tuple[str, ...] = ()) -> Climbers:
    """Return the ladder that holds for a group, and who may climb it. Errors: BadQuestion when none holds."""
    ladder = ladder_of(homes.charter, group)
    if ladder is None:
        raise BadQuestion(
            f"No ladder holds for {group.slug}.", mend="Declare one under 'ladders:'; docs/ladders.md shows how."
        )
    return Climbers(homes, group, ladder, at, people)


def moment_of(homes: Homes, question: Question, group: Group | None = None) -> datetime:
    """Return the moment that a question is about: the end of its window, else that of the day of the newest reading.

    Edges: nothing that happened after the newest reading is known, so nobody is judged later than it; with nothing read,
    the end of today.
    """
    zone = homes.charter.community.zone
    if question.scope.until_at is not None:
        return question.scope.until_at
    scope = Scope(groups=(group.slug,) if group else (), zone=zone)
    read = max((at for row in coverage_of(homes, scope) if (at := row.sure_at)), default=None)
    last = min(question.today, local_day(read, zone)) if read else question.today
    return day_start(last + timedelta(days=1), zone)
