"""Certificates of contests: places that an approved result gives a prize for, and those that do not hold any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from folkmoot.jobs.certifying import certify, contest_award, contest_key, revoke_about
from folkmoot.jobs.contests import must_organise, seen
from folkmoot.ledger import certificates as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Award, Evidence, Issuer
from folkmoot.model.contest_log import ContestAct, Standings
from folkmoot.model.text import Text
from folkmoot.reports.contest_course import Course, every
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_contests as say
from folkmoot.rules import telling_submissions as tell
from folkmoot.rules.contest_entries import teams_that_count

Line = tuple[str, int, str, int]  # who, at which rank, with which points, of how many


def waiting(homes: Homes, now: datetime) -> list[tuple[str, Award]]:
    """Return what an approved result certifies and is not yet: of each prize its ranks, of teams everybody in them.

    Edges: who is disqualified after the approval gets none; nor does an account of which nobody knows whose it is.
    """
    done = ledger.keys_given("contest/")
    found: list[tuple[str, Award]] = []
    for course in every(homes):
        approved = next((act for act in course.acts if act.verb == "approve" and act.at <= now), None)
        if approved is None:
            continue
        out = struck(course, approved)
        for person, line in _places(course, course.live(now), approved):
            known = homes.faces.known(person)
            key = contest_key(course.plan.id, person)
            if key not in done and person not in out and known is not None and not known.bot:
                found.append((person, _award(course, person, line, approved)))
    return found


def waiting_in(homes: Homes, ident: str, now: datetime) -> list[tuple[str, Award]]:
    """Return what one contest's approved result certifies and is not yet."""
    begin = contest_key(ident, "")
    return [(person, award) for person, award in waiting(homes, now) if award.key.startswith(begin)]


def certify_winners(homes: Homes, ident: str, issuer: Issuer, *, actor: Actor, now: datetime) -> int:
    """Certify who won a prize and is not certified yet; return how many. Errors: NotAllowed for who does not organise it."""
    must_organise(seen(homes, ident, now), actor)
    found = waiting_in(homes, ident, now)
    for person, award in found:
        certify(homes, issuer, person, award, actor=actor, now=now)
    return len(found)


def _places(course: Course, live: Standings, approved: ContestAct) -> Iterator[tuple[str, Line]]:
    """Yield who is certified, each once, by their best prize."""
    tables: Mapping[str, list[Any]] = approved.content.get("tables", {})
    seen: set[str] = set()
    for prize in course.plan.prizes:
        lines = [line for line in tables.get(prize.table, ()) if line[1] is not None and prize.table != "cities"]
        for ident, rank, points, *_rest in lines:
            if rank > prize.ranks or (course.plan.kind == "events" and not Decimal(points)):
                continue  # nobody wins without a point
            team = live.teams.get(ident)
            mates = team.members if team else ()
            people = (ident,) if prize.table == "people" else tuple(
                one for one in mates if ident in teams_that_count(course.plan, live.entries.get(one))
            )  # fmt: skip
            for person in people:
                if person not in seen:
                    seen.add(person)
                    yield person, (ident, rank, points, len(lines))


def _award(course: Course, person: str, line: Line, approved: ContestAct) -> Award:
    _ident, rank, points, number = line
    plan = course.plan
    made = contest_award(
        plan.id, person, title=plan.title, place=rank, entrants=number, points=points, rules=_rules(course),
        frozen={"digest": approved.content.get("digest", ""), "rank": rank, "points": points},
    )  # fmt: skip
    if plan.kind != "submissions" or plan.evaluation is None:
        return made
    first = plan.evaluation.metrics[0]
    title, value = tell.metric_title(first), tell.value_words(first, Decimal(points))
    says = Text(
        f"Place {rank} of {number}: {title.en or title.zh} {value}.",
        f"在 {number} 名参赛者中排名第 {rank}：{title.said_in('zh')} {value}。",
    )
    return replace(made, says=says, evidence=(Evidence(Text("The approved result", "经确认的结果"), says),))


def _rules(course: Course) -> Text:
    if course.plan.evaluation is not None:
        said = [
            Text(f"{tell.metric_title(one).said_in('en')}: {tell.metric_words(one).en}",
                 f"{tell.metric_title(one).said_in('zh')}：{tell.metric_words(one).zh}") for one in course.plan.evaluation.metrics
        ]  # fmt: skip
    else:
        said = [say.rule_words(one) for one in course.plan.scoring]
    return Text(" ".join(one.said_in("en") for one in said), "".join(one.said_in("zh") for one in said))


def struck(course: Course, approved: ContestAct) -> Mapping[str, str]:
    """Return who was disqualified after the approval, and why: the result stands, what was certified does not."""
    members = course.live(approved.at).teams
    found: dict[str, str] = {}
    for act in course.acts:
        if act.verb != "disqualify" or act.ordinal <= approved.ordinal:
            continue
        people = members[act.team].members if act.team in members else (course.same(act.person),)
        found |= dict.fromkeys(people, act.why)
    return found


def undone(homes: Homes, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield for what a certificate does not hold any more, and why: disqualified, or the work was reverted after the approval."""
    done = ledger.keys_given("contest/")
    for course in every(homes) if done else ():
        approved = next((act for act in course.acts if act.verb == "approve" and act.at <= now), None)
        if approved is None:
            continue
        out, live = struck(course, approved), course.live(now)
        for person in live.entries:
            key = contest_key(course.plan.id, person)
            if key in done and (why := out.get(person) or _reverted(live, person, approved)):
                yield key, why


def _reverted(live: Standings, person: str, approved: ContestAct) -> str:
    """Return which counted work was reverted after the approval; "" for none."""
    gone = [
        one.deed for one in live.awards.get(person, ())
        if one.state == "counted" and one.deed.undone_at is not None and one.deed.undone_at > approved.at
    ]  # fmt: skip
    return f"reverted: {', '.join(one.subject for one in gone[:5])}" if gone else ""


def revoke_undone(homes: Homes, *, actor: Actor, now: datetime) -> Iterable[str]:
    """Revoke what does not hold any more; return for what, each once."""
    revoked = []
    for key, why in undone(homes, now):
        found = ledger.about(key)
        if found is not None and found.revoked_at is None:
            revoke_about(key, actor=actor, now=now, why=why)
            revoked.append(key)
    return revoked
