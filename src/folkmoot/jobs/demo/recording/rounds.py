"""The demo's selection rounds, one that is over and one that takes nominations, and a review of who is still there."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from folkmoot.jobs import moving, promoting, reviews, round_votes, rounds, voting
from folkmoot.jobs.demo.recorded import seats
from folkmoot.jobs.round_steps import candidate
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.inactivity import Reviewed
from folkmoot.model.rounds import RoundPlan
from folkmoot.reports.homes import Homes
from folkmoot.reports.review_course import seen_review
from folkmoot.reports.round_course import seen
from folkmoot.rules.authority import leads_on
from folkmoot.rules.inactivity import plan_for, room_left

DAY = timedelta(days=1)
LED = "lead"


def record(homes: Homes) -> None:
    """Record what the SIG of the demo's lead has done about its roles, and the review of a group that sleeps."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today = moving.day_of(homes, now)
    known = seats(homes.charter, today)
    groups = sorted(homes.charter.groups, key=lambda each: each.slug)
    sig = next((one for one in groups if one.kind is Kind.SIG and known.get(LED) in leads_on(one, today)), None)
    if sig is None:
        return
    led = Actor(LED, "demo", people=(known[LED],))
    _over(homes, sig, led)
    _running(homes, sig, led, known, now)
    asleep = next((one for one in groups if one.status == "dormant" and plan_for(one, homes.charter.inactivity)), None)
    if asleep is not None:
        _reviewed(homes, asleep, Actor("cli:demo", operator=True), now - 5 * DAY)


def _over(homes: Homes, group: Group, led: Actor) -> None:
    """Record the round from which the newest promotion of the charter came, with its vote."""
    promoted = [
        term
        for term in group.roles
        if term.cause.startswith("promotion round") and term.since and term.person != led.people[0]
    ]
    term = max(promoted, key=lambda one: (str(one.since), one.person), default=None)
    if term is None or term.since is None:
        return
    ends = datetime.combine(term.since, time(9))
    begins = ends - 40 * DAY
    plan = RoundPlan(
        "by-hand", group.slug, (term.role,), f"{begins:%Y-%m-%d}", f"{begins + 13 * DAY:%Y-%m-%d}", exceptions=True,
        rule="maintainers",
    )  # fmt: skip
    number = rounds.open_round(homes, plan, actor=Actor("cli:demo", operator=True), now=begins)
    own = Actor(term.person[:100], "demo", people=(term.person,))
    rounds.nominate(
        homes, number, "", term.role, actor=own, now=begins + 2 * DAY, why="I already do most of this work."
    )
    _voted(homes, number, term, begins + 20 * DAY, ends)


def _voted(homes: Homes, number: int, term: Term, frozen: datetime, ends: datetime) -> None:
    clerk = Actor("cli:demo", operator=True)
    rounds.advance(homes, number, frozen)
    one = candidate(seen(homes, number, frozen), term.person, term.role)
    if one.state == "short":
        round_votes.put(
            homes, number, term.person, term.role, actor=clerk, now=frozen, why="Their design work is not counted."
        )
    for made in candidate(seen(homes, number, frozen), term.person, term.role).motions:
        for elector in moving.seen(made, frozen).motion.electors:
            if elector.votes:
                voter = Actor(elector.person[:100], "demo", people=(elector.person,))
                try:
                    voting.vote(homes, made, "yes", actor=voter, now=frozen + DAY / 4)
                except BadInput:  # everybody who was needed has voted
                    break
    rounds.advance(homes, number, ends - DAY)
    if candidate(seen(homes, number, ends), term.person, term.role).state == "granted":
        promoting.apply(homes, number, actor=clerk, now=ends)


def _running(homes: Homes, group: Group, led: Actor, known: dict[str, str], now: datetime) -> None:
    """Record a round that takes nominations today: somebody applied, somebody was nominated and has not answered."""
    roles = tuple(step.role for step in rounds.steps_of(homes, group))
    begins = now - 3 * DAY
    read = min(now, max((one.read_at for one in homes.coverage), default=now))
    plan = RoundPlan(
        "by-hand", group.slug, roles, f"{begins:%Y-%m-%d}", f"{now + 11 * DAY:%Y-%m-%d}",
        evidence_until=f"{read - DAY:%Y-%m-%d}",
    )  # fmt: skip
    number = rounds.open_round(homes, plan, actor=led, now=begins)
    for name, role in (("outsider", roles[0]), ("member", roles[min(1, len(roles) - 1)])):
        if name not in known:
            continue
        own = Actor(name, "demo", people=(known[name],))
        try:
            if name == "outsider":
                rounds.nominate(
                    homes, number, "", role, actor=own, now=now - 2 * DAY, why="I would like to review more."
                )
                rounds.sponsor(homes, number, known[name], role, actor=led, now=now - DAY)
            else:
                rounds.nominate(homes, number, known[name], role, actor=led, now=now - DAY, why="Steady hands.")
        except BadInput:  # who serves so already is not nominated
            continue


def _reviewed(homes: Homes, group: Group, led: Actor, now: datetime) -> None:
    """Record a review in which two are asked, as far as anybody is concerned, and one has answered."""
    number = reviews.open_review(homes, group.slug, actor=led, now=now)
    asked: list[Reviewed] = []
    for one in seen_review(homes, number, now).inquiry.in_state("concerned"):
        if one.person not in led.people and len(asked) < 2 and room_left(seen_review(homes, number, now).inquiry):
            reviews.notify(homes, number, one.person, one.role, actor=led, now=now)
            asked.append(one)
    for one in asked[:1]:
        own = Actor(one.person[:100], "demo", people=(one.person,))
        reviews.reply(
            homes, number, one.person, one.role, "stay", actor=own, now=now + DAY, why="Back from leave next month."
        )
