"""The events of chapters as they stand: acts read from the ledger and folded; which groups are chapters, or teams of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from folkmoot.model.errors import BadQuestion
from folkmoot.model.gathering import Gathering
from folkmoot.model.groups import Group, Kind
from folkmoot.model.programme import Act
from folkmoot.model.scope import Question, day_start
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import moment_said, near
from folkmoot.rules.authority import leads_on
from folkmoot.rules.gatherings import folded

PROGRAMME = "gathering"


def chapter_of(homes: Homes, group: Group) -> Group | None:
    """Return the chapter that a group is, or is a team of; None for neither."""
    if group.kind is Kind.CHAPTER:
        return group
    above = homes.charter.group_by_slug.get(group.parent)
    return above if above is not None and above.kind is Kind.CHAPTER else None


def chapters_of(homes: Homes) -> tuple[Group, ...]:
    """Return the chapters that the charter declares; a club within a chapter is one too."""
    return tuple(one for one in homes.charter.groups if one.kind is Kind.CHAPTER)


def teams_of(homes: Homes, chapter: Group) -> tuple[Group, ...]:
    """Return the teams of a chapter."""
    return tuple(one for one in homes.charter.groups if one.parent == chapter.slug and one.kind is not Kind.CHAPTER)


def family_of(homes: Homes, chapter: Group) -> frozenset[str]:
    """Return the slugs of a chapter and of its teams."""
    return frozenset({chapter.slug, *(one.slug for one in teams_of(homes, chapter))})


def mentors_of(homes: Homes, chapter: Group, day: date) -> frozenset[str]:
    """Return whose word counts on a chapter's learning path: those who lead it or a team of it, and those it names."""
    named = chapter.chapter.mentors if chapter.chapter else ()
    led = (leads_on(one, day) for one in (chapter, *teams_of(homes, chapter)))
    return frozenset(named).union(*led)


def must_be_chapter(homes: Homes, slug: str) -> Group:
    """Return a chapter by its slug. Errors: BadQuestion when there is none of that name."""
    group = homes.charter.group_by_slug.get(slug.lower())
    if group is None or group.kind is not Kind.CHAPTER:
        raise BadQuestion(f"There is no chapter '{slug}'.", mend=near(slug, [one.slug for one in chapters_of(homes)]))
    return group


def folded_one(homes: Homes, ident: str, acts: Iterable[Act], at: datetime) -> Gathering | None:
    """Return an event as its acts make it; None where none was announced, or its group is not declared any more."""
    known = tuple(acts)
    if not known or known[0].content.get("group") not in homes.charter.group_by_slug:
        return None
    at = max(at, known[0].at)
    return folded(ident, known, at, lambda one: homes.identity.person_of.get(one, one))


def every(homes: Homes, at: datetime, groups: Iterable[str] = ()) -> tuple[Gathering, ...]:
    """Return every event, or those of some groups, the one that begins last first. Homes without a ledger have none."""
    wanted = frozenset(groups)
    return tuple(sorted(_every(homes, at, wanted), key=lambda one: (one.begins_at, one.id), reverse=True))


def _every(homes: Homes, at: datetime, wanted: frozenset[str]) -> Iterator[Gathering]:
    if not homes.ledger:
        return
    from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

    for ident, acts in logs(PROGRAMME).items():
        if wanted and acts[0].content.get("group") not in wanted:
            continue
        one = folded_one(homes, ident, acts, at)
        if one is not None:
            yield one


def one_of(homes: Homes, ident: str, at: datetime) -> Gathering:
    """Return an event by its id. Errors: BadQuestion when there is none."""
    if homes.ledger:
        from folkmoot.ledger.programmes import acts  # it needs the ledger to be connected

        found = folded_one(homes, ident, acts(PROGRAMME, ident), at)
        if found is not None:
            return found
    raise BadQuestion(f"There is no event '{ident}'.", mend="See: moot gathering list.")


def moment_asked(homes: Homes, question: Question) -> datetime:
    """Return the moment as of which is told: what ``at`` says, else when the day began or the newest thing was recorded.

    Errors: BadQuestion for words that are no moment.
    """
    if (said := moment_said(question)) is not None:
        return said
    begun = day_start(question.today, homes.charter.community.zone)
    return max([begun, *_recorded(homes)])


def _recorded(homes: Homes) -> Iterator[datetime]:
    if homes.ledger:
        from folkmoot.ledger.programmes import logs  # it needs the ledger to be connected

        for acts in logs(PROGRAMME).values():
            yield acts[-1].at
