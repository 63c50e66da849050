"""A mentor's word on a learning path: given with what was shown, and taken back."""

from __future__ import annotations

from datetime import datetime

from folkmoot.jobs import recruiting_refusals as refusals
from folkmoot.jobs.gathering_words import person_said
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group
from folkmoot.reports.chapter_people import members_of
from folkmoot.reports.gathering_course import chapter_of, mentors_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.learning_path import PROGRAMME
from folkmoot.rules.learning import words_given

WHY_LETTERS = 2000


def mentors(homes: Homes, chapter: Group, actor: Actor, now: datetime) -> bool:
    """Return whether somebody's word counts on a chapter's learning path."""
    return actor.operator or bool(_as_mentor(homes, chapter, actor, now))


def vouch(homes: Homes, slug: str, step: str, who: str, *, actor: Actor, now: datetime, why: str) -> None:
    """Say that a member has taken a step, and what they have shown.

    Errors: NotAllowed for who is no mentor there, and for oneself; BadInput for no such step or member, twice, or without a word.
    """
    chapter, person, mentor = _checked(homes, slug, step, who, actor, now)
    if not why.strip() or len(why) > WHY_LETTERS:
        raise (refusals.TOO_LONG.bad(most=f"{WHY_LETTERS:,}") if why.strip() else refusals.NO_WORD_WHY.bad())
    seen = ledger.acts(PROGRAMME, chapter.slug)
    if _stands(homes, chapter, step, person, mentor):
        raise refusals.VOUCHED.bad()
    ledger.record(
        PROGRAMME,
        chapter.slug,
        seen,
        "vouch",
        actor=actor,
        now=now,
        person=person,
        why=why.strip(),
        step=step,
        mentor=mentor,
    )


def retract(homes: Homes, slug: str, step: str, who: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Take one's own word back. Errors: as of ``vouch``; BadInput for one that was not given."""
    chapter, person, mentor = _checked(homes, slug, step, who, actor, now)
    seen = ledger.acts(PROGRAMME, chapter.slug)
    if not _stands(homes, chapter, step, person, mentor):
        raise refusals.NOT_VOUCHED.bad()
    ledger.record(
        PROGRAMME,
        chapter.slug,
        seen,
        "retract",
        actor=actor,
        now=now,
        person=person,
        why=why[:WHY_LETTERS],
        step=step,
        mentor=mentor,
    )


def _checked(homes: Homes, slug: str, step: str, who: str, actor: Actor, now: datetime) -> tuple[Group, str, str]:
    """Return the chapter, the member and the mentor. Errors: as of ``vouch``."""
    chapter = homes.charter.group_by_slug.get(slug)
    if chapter is None or chapter_of(homes, chapter) is not chapter or chapter.chapter is None:
        raise refusals.NO_CHAPTER.bad(group=slug[:100])
    if not mentors(homes, chapter, actor, now):
        raise refusals.NOT_MENTORING.barred(who=actor.name or refusals.NOBODY, group=slug)
    known = chapter.chapter.step(step)
    if known is None or known.proof != "word":
        raise refusals.NO_STEP.bad()
    person = _same(homes, person_said(homes, who))
    if person not in members_of(homes, chapter, day_of(homes, now)):
        raise refusals.NO_MEMBER.bad(who=who[:60], group=slug)
    if person in {_same(homes, one) for one in actor.people}:
        raise refusals.OWN_WORD.barred()
    return chapter, person, _as_mentor(homes, chapter, actor, now) or actor.name


def _as_mentor(homes: Homes, chapter: Group, actor: Actor, now: datetime) -> str:
    named = mentors_of(homes, chapter, day_of(homes, now))
    return next((one for one in actor.people if one in named), "")


def _same(homes: Homes, person: str) -> str:
    return homes.identity.person_of.get(person, person)


def _stands(homes: Homes, chapter: Group, step: str, person: str, mentor: str) -> bool:
    given = words_given(ledger.acts(PROGRAMME, chapter.slug), lambda one: _same(homes, one)).get((person, step), ())
    return any(_same(homes, str(act.content.get("mentor") or act.by)) == _same(homes, mentor) for act in given)
