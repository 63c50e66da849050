"""What people do in a contest: sign up, form teams, verify, disqualify, appeal, answer, approve. Each verb records one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from folkmoot.jobs import contest_refusals as refusals
from folkmoot.jobs.contest_recording import append, append_all, short
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import contests as ledger
from folkmoot.ledger.submissions import open_in
from folkmoot.model.actor import Actor
from folkmoot.model.contest_log import Award, ContestAct, Standings
from folkmoot.model.errors import BadQuestion
from folkmoot.model.rounds_plain import plan_plain
from folkmoot.model.text import Text
from folkmoot.reports.contest_course import Course, course_of
from folkmoot.reports.contest_points import waiting_in
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on
from folkmoot.rules.contest_entries import FOUNDED, Decisions, decided
from folkmoot.rules.contest_final import result_plain

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 12  # times that a verb looks again when somebody was quicker
NAME_LETTERS = 60


@dataclass(frozen=True)
class Seen:
    """A contest as somebody meets it who is about to do something."""

    course: Course
    now: datetime

    @property
    def stage(self) -> str:
        """Where it is."""
        return self.course.stage(self.now)

    @cached_property
    def who(self) -> Decisions:
        """Who takes part, in which team, and what was decided: by the log of acts alone, without the lake."""
        return decided(self.course.plan, self.course.acts, self.now, self.course.same)

    @cached_property
    def live(self) -> Standings:
        """The standings: the events of the lake are read for them."""
        return self.course.live(self.now)


def seen(homes: Homes, ident: str, now: datetime) -> Seen:
    """Return a contest as it stands. Errors: BadInput when the charter declares none of that id."""
    try:
        course = course_of(homes, ident)
    except BadQuestion as error:
        raise refusals.NO_CONTEST.bad(ident=ident) from error
    return Seen(course, now)


def may_organise(it: Seen, actor: Actor) -> bool:
    """Return whether somebody organises a contest: those it names, those who lead its group, and operators."""
    group = it.course.homes.charter.group_by_slug.get(it.course.plan.group)
    leads = leads_on(group, day_of(it.course.homes, it.now)) if group else frozenset()
    return actor.operator or bool({*it.course.plan.organizers, *leads}.intersection(actor.people))


def may_review(it: Seen, actor: Actor) -> bool:
    """Return whether somebody verifies: the reviewers that it names, else those who organise it."""
    named = it.course.plan.reviewers
    return bool(set(named).intersection(actor.people)) if named and not actor.operator else may_organise(it, actor)


def must_organise(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed unless somebody organises the contest."""
    if not may_organise(it, actor):
        raise refusals.NOT_ORGANISING.barred(who=actor.name or refusals.NOBODY)


def enter(
    homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime, city: str = "", chapter: str = "",
    accounts: Mapping[str, str] | None = None,
) -> ContestAct:  # fmt: skip
    """Sign up. ``own``: the people and accounts that who acts has proven to be. ``accounts``: since when each is there, if told.

    Errors: NotAllowed for who has proven no account; BadInput before sign-up, after the end, twice, or for an unknown city.
    """
    me = _me(own)

    def act(it: Seen) -> ContestAct:
        plan, moments = it.course.plan, it.course.moments
        if it.stage not in ("announced", "running", "frozen") or (
            moments.sign_up is not None and now < moments.sign_up
        ):
            raise refusals.NO_SIGN_UP.bad()
        if it.course.same(me) in it.who.entries:
            raise refusals.ENTERED.bad()
        _must_be_a_place(it, city, chapter)
        content = {"city": city, "accounts": dict(accounts or {})}
        return append(it, actor, "enter", me, chapter if plan.teams == "chapter" else "", content)

    return _again(homes, ident, now, act)


def _must_be_a_place(it: Seen, city: str, chapter: str) -> None:
    plan, groups = it.course.plan, it.course.homes.charter.group_by_slug
    cities = [one.id for one in plan.cities]
    if (city and city not in cities) or (plan.teams == "city" and not city):
        raise refusals.NO_CITY.bad(cities=Text(", ".join(cities), "、".join(cities)) if cities else refusals.NONE)
    if plan.teams == "chapter" and (chapter not in groups or groups[chapter].kind.value != "chapter"):
        raise refusals.NO_CHAPTER.bad()
    team = city if plan.teams == "city" else chapter if plan.teams == "chapter" else ""
    if team:
        _must_have_room(it, team)


def _must_have_room(it: Seen, team: str) -> None:
    found = it.who.teams.get(team)
    if it.course.plan.team_most and found is not None and len(found.members) >= it.course.plan.team_most:
        raise refusals.FULL.bad(most=it.course.plan.team_most)


def leave(homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime) -> ContestAct:
    """Withdraw before it begins. Errors: BadInput once it has begun, or for who takes no part."""
    return _moved(homes, ident, own, "leave", actor, now)


def part(homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime) -> ContestAct:
    """Leave one's team and stay in the contest, before it begins. Errors: as of ``leave``; BadInput for who has none."""
    return _moved(homes, ident, own, "part", actor, now)


def _moved(homes: Homes, ident: str, own: Sequence[str], verb: str, actor: Actor, now: datetime) -> ContestAct:
    def act(it: Seen) -> ContestAct:
        name = name_in(it, own)
        _must_be_before(it)
        if verb == "part" and (it.course.plan.teams not in FOUNDED or not it.who.entries[it.course.same(name)].team):
            raise refusals.NO_TEAM_TO_LEAVE.bad()
        return append(it, actor, verb, name, "", {})

    return _again(homes, ident, now, act)


def found(
    homes: Homes, ident: str, own: Sequence[str], name: str, *, actor: Actor, now: datetime, city: str = ""
) -> ContestAct:
    """Found a team and be its first member. Errors: BadInput once it has begun, for no name or one that is taken."""
    words = " ".join(name.split())[:NAME_LETTERS]

    def act(it: Seen) -> ContestAct:
        me = _in_no_team(it, own)
        if not words:
            raise refusals.NO_TEAM_NAME.bad()
        if any(one.name.lower() == words.lower() for one in it.who.teams.values()):
            raise refusals.TEAM_TAKEN.bad(name=words)
        if city and city not in {one.id for one in it.course.plan.cities}:
            raise refusals.NOT_LISTED_CITY.bad()
        return append(it, actor, "found", me, f"t{it.course.last + 1}", {"name": words, "city": city})

    return _again(homes, ident, now, act)


def join(homes: Homes, ident: str, own: Sequence[str], team: str, *, actor: Actor, now: datetime) -> ContestAct:
    """Join a team. Errors: BadInput once it has begun, for no such team, a full one, or who is in one already."""

    def act(it: Seen) -> ContestAct:
        me = _in_no_team(it, own)
        if team not in it.who.teams:
            raise refusals.NO_TEAM_TO_JOIN.bad()
        _must_have_room(it, team)
        return append(it, actor, "join", me, team, {})

    return _again(homes, ident, now, act)


def _in_no_team(it: Seen, own: Sequence[str]) -> str:
    name = name_in(it, own)
    if it.course.plan.teams not in FOUNDED:
        raise refusals.TEAMS_FOLLOW.bad()
    _must_be_before(it)
    if it.who.entries[it.course.same(name)].team:
        raise refusals.IN_A_TEAM.bad()
    return name


def _must_be_before(it: Seen) -> None:
    if it.stage != "announced":
        raise refusals.BEGUN.bad()


def verify(
    homes: Homes, ident: str, *keys: str, ok: bool, own: Sequence[str], actor: Actor, now: datetime, why: str = ""
) -> ContestAct:
    """Decide about events that wait for a reviewer, or decide them anew, with a reason where they do not count; all of them or none.

    Errors: NotAllowed for who does not review, or reviews their own or their team's work; BadInput for no such event, once the
    result is approved, and without a reason for a refusal.
    """

    def act(it: Seen) -> ContestAct:
        if not may_review(it, actor):
            raise refusals.NOT_REVIEWING.barred()
        _must_not_be_final(it)
        if not keys:
            raise refusals.NONE_CHOSEN.bad()
        awards = [award_of(it.live, key) for key in dict.fromkeys(keys)]
        for award in awards:
            _must_not_be_own(it, award.deed.person, own)
            if award.state != "pending" and award.key not in it.who.nods:
                raise refusals.NOT_WAITING.bad()
        if not ok and not short(why):
            raise refusals.REFUSED_WITHOUT_REASON.bad()
        return append_all(
            it, actor, "verify", [(one.deed.person, "", {"key": one.key, "ok": ok}) for one in awards], why
        )

    return _again(homes, ident, now, act)


def award_of(live: Standings, key: str) -> Award:
    """Return an award by its name in the log. Errors: BadInput for none."""
    for awards in live.awards.values():
        for one in awards:
            if one.key == key:
                return one
    raise refusals.NO_EVENT.bad()


def _must_not_be_own(it: Seen, person: str, own: Sequence[str]) -> None:
    me = {it.course.same(one) for one in own}
    theirs = it.who.entries.get(person)
    mates = {
        mate for team in (theirs.teams if theirs else ()) if team in it.who.teams for mate in it.who.teams[team].members
    }
    free = it.course.plan.teams in FOUNDED
    if person in me or (free and mates & me):
        raise refusals.OWN_POINTS.barred()


def disqualify(
    homes: Homes, ident: str, *, person: str = "", team: str = "", own: Sequence[str] = (), actor: Actor, now: datetime, why: str
) -> ContestAct:  # fmt: skip
    """Take somebody, or a team, out of the ranking, for a reason that everybody reads.

    Edges: an approved result stands; whoever is disqualified after it loses what was certified of it. Errors: as of ``verify``.
    """

    def act(it: Seen) -> ContestAct:
        must_organise(it, actor)
        if it.stage == "cancelled":
            raise refusals.OVER.bad()
        if not short(why):
            raise refusals.DISQUALIFIED_WITHOUT_REASON.bad()
        if team:
            if team not in it.who.teams:
                raise refusals.NO_TEAM.bad()
            return append(it, actor, "disqualify", "", team, {}, why)
        who = _entrant(it, person)
        if who in {it.course.same(one) for one in own}:
            raise refusals.THEMSELVES.barred()
        return append(it, actor, "disqualify", who, "", {}, why)

    return _again(homes, ident, now, act)


def _entrant(it: Seen, said: str) -> str:
    known = it.course.homes.faces.named(said)
    who = known.id if known else it.course.same(said.strip())
    if who not in it.who.entries:
        raise refusals.NOT_ENTERED.bad(who=said)
    return who


def appeal(
    homes: Homes, ident: str, own: Sequence[str], words: str, *, actor: Actor, now: datetime, key: str = ""
) -> ContestAct:  # fmt: skip
    """Appeal against a decision, about one event (``key``) or anything else. Errors: BadInput after the deadline, or without words."""

    def act(it: Seen) -> ContestAct:
        name = name_in(it, own)
        _must_not_be_final(it)
        if now >= it.course.moments.appeals_until or now < it.course.moments.begins:
            raise refusals.NO_APPEALS.bad()
        if not short(words):
            raise refusals.APPEAL_WITHOUT_WORDS.bad()
        if key and award_of(it.live, key).deed.person != it.course.same(name):
            raise refusals.NOT_YOUR_EVENT.barred()
        return append(it, actor, "appeal", name, "", {"key": key}, words)

    return _again(homes, ident, now, act)


def answer(
    homes: Homes, ident: str, number: int, *, granted: bool, own: Sequence[str], actor: Actor, now: datetime, why: str
) -> ContestAct:  # fmt: skip
    """Answer an appeal; one that is granted gives the event back, or lifts the disqualification. Errors: as of ``verify``."""

    def act(it: Seen) -> ContestAct:
        must_organise(it, actor)
        _must_not_be_final(it)
        one = next((each for each in it.who.appeals if each.ordinal == number), None)
        if one is None or one.answer is not None:
            raise refusals.NO_APPEAL.bad()
        if it.course.same(one.person) in {it.course.same(mine) for mine in own}:
            raise refusals.OWN_APPEAL.barred()
        if not short(why):
            raise refusals.ANSWERED_WITHOUT_REASON.bad()
        return append(it, actor, "answer", one.person, "", {"appeal": number, "granted": granted}, why)

    return _again(homes, ident, now, act)


def approve(homes: Homes, ident: str, *, actor: Actor, now: datetime, why: str = "") -> ContestAct:
    """Approve the result: from then on it does not change. It is written down, with its digest.

    Errors: NotAllowed for who does not organise it; BadInput before the end and the deadline of appeals, while events wait for a
    reviewer, or appeals for an answer.
    """

    def act(it: Seen) -> ContestAct:
        must_organise(it, actor)
        _must_not_be_final(it)
        if it.stage != "review" or now < it.course.moments.appeals_until:
            raise refusals.TOO_EARLY.bad()
        waiting, open_ = len(waiting_in(it.live)), sum(1 for one in it.who.appeals if one.answer is None)
        if waiting or open_:
            raise refusals.UNDECIDED.bad(waiting=waiting, appeals=open_)
        if handed_in := open_in(ident):
            raise refusals.UNFINISHED.bad(number=handed_in)
        return append(it, actor, "approve", "", "", result_plain(it.live), why)

    return _again(homes, ident, now, act)


def start(homes: Homes, ident: str, *, now: datetime) -> bool:
    """Freeze the declaration of a contest that has begun; return whether it was done now."""
    it = seen(homes, ident, now)
    if now < it.course.moments.begins or it.course.plan.cancelled or any(act.verb == "start" for act in it.course.acts):
        return False
    try:
        append(it, ROBOT, "start", "", "", {"plan": plan_plain(it.course.plan)})
    except ledger.Overtaken:  # somebody else does something at this moment: the next turn does it
        return False
    return True


def start_due(homes: Homes, now: datetime) -> list[str]:
    """Freeze the declaration of every contest that has begun; return their ids."""
    return [one.id for one in homes.charter.contests if start(homes, one.id, now=now)]


def _must_not_be_final(it: Seen) -> None:
    if it.stage in ("final", "cancelled"):
        raise refusals.OVER.bad()


def _me(own: Sequence[str]) -> str:
    if not own:
        raise refusals.UNPROVEN.barred()
    return own[0]


def name_in(it: Seen, own: Sequence[str]) -> str:
    """Return the name under which somebody signed up."""
    mine = {it.course.same(one) for one in own}
    acts = [act.person for act in it.course.acts if act.verb == "enter" and it.course.same(act.person) in mine]
    if not acts or not mine & it.who.entries.keys():
        raise refusals.NOT_TAKING_PART.bad()
    return acts[-1]


def _again(homes: Homes, ident: str, now: datetime, act: Callable[[Seen], ContestAct]) -> ContestAct:
    """Do something, having seen everything before it; look again when somebody was quicker."""
    for turn in range(TRIES):
        start(homes, ident, now=now)
        try:
            return act(seen(homes, ident, now))
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError
