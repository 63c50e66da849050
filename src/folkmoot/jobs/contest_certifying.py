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
from folkmoot.model.text import Text, text_of
from folkmoot.reports.contest_course import Course, every
from folkmoot.reports.contests import place_name, team_name, unit_of
from folkmoot.reports.filling import many
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_contests as say
from folkmoot.rules import telling_submissions as tell
from folkmoot.rules.contest_entries import cities_that_count, teams_that_count
from folkmoot.rules.contest_final import TABLES

Line = tuple[str, str, int, str, int]  # in which table, who, at which rank, with which points, of how many


def waiting(homes: Homes, now: datetime) -> list[tuple[str, Award]]:
    """Return what an approved result certifies and is not yet: of each prize its ranks, of teams and cities their people with points.

    Edges: who is disqualified after the approval gets none; nor does an account of which nobody knows whose it is.
    """
    done = ledger.keys_given("contest/")
    found: list[tuple[str, Award]] = []
    for course in every(homes):
        approved = next((act for act in course.acts if act.verb == "approve" and act.at <= now), None)
        if approved is None:
            continue
        out = struck(course, approved)
        live = course.live(now)
        for person, line in _places(course, live, approved):
            known = homes.faces.known(person)
            key = contest_key(course.plan.id, person, line[0])
            if key not in done and person not in out and known is not None and not known.bot:
                found.append((person, _award(course, live, person, line, approved)))
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
    """Yield who is certified, each once in each table that there is a prize for."""
    tables: Mapping[str, list[Any]] = approved.content.get("tables", {})
    seen: set[tuple[str, str]] = set()
    for prize in course.plan.prizes:
        lines = [line for line in tables.get(prize.table, ()) if line[1] is not None]
        for ident, rank, points, *_rest in lines:
            if rank > prize.ranks or (course.plan.kind == "events" and not Decimal(points)):
                continue  # nobody wins without a point
            for person in _winners(live, prize.table, ident):
                if (person, prize.table) not in seen:
                    seen.add((person, prize.table))
                    yield person, (prize.table, ident, rank, points, len(lines))


def _winners(live: Standings, table: str, ident: str) -> Iterable[str]:
    """Yield whose certificate a line of a table is: of a team or a city all whose points count for it; nobody wins without a point."""
    if table == "people":
        yield ident
        return
    plan = live.plan
    for person, entry in live.entries.items():
        mine = cities_that_count(plan, entry, live.teams) if table == "cities" else teams_that_count(plan, entry)
        scored = plan.kind != "events" or any(
            one.state == "counted" and one.points for one in live.awards.get(person, ())
        )
        if ident in mine and scored:
            yield person


def _award(course: Course, live: Standings, person: str, line: Line, approved: ContestAct) -> Award:
    table, ident, rank, points, number = line
    plan = course.plan
    made = contest_award(
        plan.id, person, title=plan.title, place=rank, entrants=number, points=points, rules=_rules(course),
        frozen={"digest": approved.content.get("digest", ""), "rank": rank, "points": points},
    )  # fmt: skip
    says = _said(course, live, line)
    made = replace(made, says=says, evidence=(Evidence(Text("The approved result", "经确认的结果"), says),))
    if table == "people":
        return made
    won, title = _won(course, live, table, ident), made.title
    return replace(
        made,
        key=contest_key(plan.id, person, table),
        title=Text(f"{won.said_in('en')}: {title.en}", f"{won.said_in('zh')}：{title.zh}"),
    )


def _said(course: Course, live: Standings, line: Line) -> Text:
    """Return what a place was: of whom, among how many, with what."""
    table, ident, rank, points, number = line
    one, more, chinese = unit_of(course, table)
    among = Text(str(number) if table == "people" else many(number, one, more), f"{number} {chinese}")
    value = Text(f" with {points} points", f"，积 {points} 分")
    if course.plan.evaluation is not None:
        metric = course.plan.evaluation.metrics[0]
        title, words = tell.metric_title(metric), tell.value_words(metric, Decimal(points))
        value = Text(f": {title.said_in('en')} {words}", f"：{title.said_in('zh')} {words}")
    place = Text(f"Place {rank} of {among.en}{value.en}.", f"在 {among.zh}中排名第 {rank}{value.zh}。")
    if table == "people":
        return place
    won = _won(course, live, table, ident)
    return Text(f"{won.said_in('en')}: {place.en}", f"{won.said_in('zh')}：{place.zh}")


def _won(course: Course, live: Standings, table: str, ident: str) -> Text:
    """Return the name of a city or a team."""
    return text_of(place_name(course, ident) if table == "cities" else team_name(course, ident, live.teams))


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
            keys = [key for table in TABLES if (key := contest_key(course.plan.id, person, table)) in done]
            if keys and (why := out.get(person) or _reverted(live, person, approved)):
                yield from ((key, why) for key in keys)


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
