"""What people do in a selection round: nominate, apply, consent, sponsor; and what follows by itself when its time has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.charter.ladders import ladder_of
from folkmoot.jobs import moving
from folkmoot.ledger import rounds as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.ladder import LadderStep, Verdict
from folkmoot.model.rounds import Candidacy, RoundAct, RoundPlan
from folkmoot.model.rounds_plain import round_plain
from folkmoot.model.text import Text
from folkmoot.reports.clauses import role_title
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen, every, found_of, seen, to_freeze
from folkmoot.rules.authority import must_manage, serving_on
from folkmoot.rules.bylaws import rules_by_name
from folkmoot.rules.rounds import OVER, about, announced, begun, coming, must_be_in, opened

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 12  # times that a verb looks again when somebody was quicker
WHY_LETTERS = 2000
PATIENCE = timedelta(days=3)  # how long evidence that was not read yet is waited for


def open_round(homes: Homes, plan: RoundPlan, *, actor: Actor, now: datetime, key: str = "", why: str = "") -> int:
    """Open a round in a group and return its number.

    Errors: NotAllowed for who does not lead the group; BadInput for a group without a ladder, a role that is none of its steps,
    a rule that is not there, days that do not follow each other, or a round for the same roles that still runs.
    """
    group = moving.group_of(homes, plan.group)
    must_manage(actor, group, moving.day_of(homes, now))
    _must_fit(homes, plan, group)
    one = opened(plan, key, homes.charter.community.zone, now, actor.name)
    if one.until_at <= now:
        raise BadInput("nominations would be over already.", mend="Choose a later day.")
    there = [other for other in every(homes, now) if other.round.group == plan.group]
    for other in there:
        if other.course.stage in ("upcoming", "nominations", "due"):
            shared = sorted(set(other.round.plan.roles) & set(plan.roles))
            if shared and (not key or other.round.key != key):
                raise BadInput(f"round {other.round.number} for {', '.join(shared)} is not over.", mend="Use that one.")
    said, after = round_plain(one), max((other.round.number for other in there), default=0)
    return ledger.open_one("round", plan.group, said, after=after, key=key, actor=actor, now=now, why=_short(why))


def _must_fit(homes: Homes, plan: RoundPlan, group: Group) -> None:
    ladder = ladder_of(homes.charter, group)
    if ladder is None:
        raise BadInput(
            f"no ladder holds for {group.slug}.", mend="Declare one under 'ladders:'; docs/ladders.md shows how."
        )
    steps = [step.role for step in ladder.steps]
    strange = [role for role in plan.roles if role not in steps]
    if strange or not plan.roles:
        said = f"'{strange[0]}' is no role of the ladder" if strange else "a round gives at least one role"
        raise BadInput(f"{said}.", mend=f"Its roles: {', '.join(steps)}.")
    if plan.rule and plan.rule not in rules_by_name(homes.charter.voting):
        raise BadInput(f"there is no voting rule '{plan.rule}'.", mend="See: docs/motions.md.")


def nominate(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:  # fmt: skip
    """Nominate somebody for a role, or apply oneself, which is consent already.

    Errors: NotAllowed for who may not nominate others; BadInput outside of nominations, for somebody unknown, a role that the round
    does not give or that they hold, or a nomination that stands.
    """
    me = actor.must_be_somebody()

    def act(it: Seen) -> RoundAct:
        must_be_in(it.course, "nominations")
        whom = known(homes, person.strip() or me)
        mine = it.is_me(actor.people, whom)
        if not mine:
            _must_nominate(it, actor)
        _must_be_given(it, whom, role)
        there = next(
            (one for one in it.course.candidacies if (it.same(one.person), one.role) == (it.same(whom), role)), None
        )
        if there is not None and there.state not in OVER:
            raise BadInput("somebody has nominated them for this role already.", mend="Stand up for them instead.")
        return _append(it, actor, "nominate", whom, role, {"accepted": mine, "by": me}, why)

    return _again(homes, number, now, act)


def _must_nominate(it: Seen, actor: Actor) -> None:
    day, roles = moving.day_of(it.homes, it.now), it.round.plan.nominators
    may = serving_on(it.group, day)
    if roles:
        may = frozenset(term.person for term in it.group.roster(day) if term.role in roles)
    if not actor.operator and not may.intersection(actor.people):
        who = f"only {', '.join(roles)} of {it.group.slug}" if roles else f"only those who serve in {it.group.slug}"
        raise NotAllowed(f"{who} may nominate others.", mend="Anybody may apply for themselves.")


def _must_be_given(it: Seen, person: str, role: str) -> None:
    if role not in it.round.plan.roles:
        raise BadInput(f"this round does not give '{role}'.", mend=f"It gives: {', '.join(it.round.plan.roles)}.")
    above = it.ladder.from_(role) if it.ladder else (role,)
    ids = {it.same(person), person}
    for term in it.group.roster(moving.day_of(it.homes, it.now)):
        if term.role in above and not term.repo and not term.subproject and {term.person, it.same(term.person)} & ids:
            raise BadInput(
                f"{person} serves as {term.role} of {it.group.slug} already.", mend="Choose a role above it."
            )


def answer(
    homes: Homes, number: int, verb: str, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:  # fmt: skip
    """Accept or decline one's nomination, or withdraw; a vote that runs is withdrawn with it.

    Errors: NotAllowed for anybody but the candidate; BadInput when it is too late, or there is nothing to answer.
    """
    wanted = {"accept": ("nominated",), "decline": ("nominated",)}.get(
        verb, ("standing", "ready", "short", "voting", "granted")
    )

    def act(it: Seen) -> RoundAct:
        if verb == "withdraw":
            must_be_in(it.course, "nominations", "due", "voting", "decided", "closed")
        else:
            must_be_in(it.course, "nominations")
        mine = candidate(it, person, role)
        if not it.is_me(actor.people, mine.person):
            raise NotAllowed("only the candidate may answer for themselves.", mend="Sign in as them.")
        if mine.state not in wanted:
            raise BadInput("there is nothing to answer: look again where your candidacy stands.")
        return _append(it, actor, verb, mine.person, role, {}, why)

    done = _again(homes, number, now, act)
    if verb == "withdraw":
        _take_back(seen(homes, number, now), now)
    return done


def sponsor(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> RoundAct:
    """Stand up for a candidate, on record. Errors: BadInput for oneself, twice, or outside of nominations."""
    me = actor.must_be_somebody()

    def act(it: Seen) -> RoundAct:
        must_be_in(it.course, "nominations")
        one = candidate(it, person, role)
        if one.state in OVER:
            raise BadInput("they do not stand any more.")
        if it.is_me(actor.people, one.person):
            raise BadInput("nobody stands up for themselves.", mend="Ask somebody who knows your work.")
        if it.same(me) in one.sponsors:
            raise BadInput("you stand up for them already.")
        return _append(it, actor, "sponsor", one.person, role, {"by": me}, why)

    return _again(homes, number, now, act)


def cancel(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str) -> RoundAct:
    """Call a round off, with a reason. Errors: NotAllowed for who does not lead the group; BadInput once anybody is voted on."""
    if not _short(why):
        raise BadInput("a round is called off for a reason.", mend="Say why, in a few words.")

    def act(it: Seen) -> RoundAct:
        must_manage(actor, it.group, moving.day_of(homes, now))
        if it.course.stage not in ("upcoming", "nominations", "due"):
            raise BadInput("candidates are decided on already.", mend="Withdraw the motions, each with its reason.")
        return _append(it, actor, "cancel", "", "", {}, why)

    return _again(homes, number, now, act)


def freeze(homes: Homes, number: int, *, actor: Actor, now: datetime) -> RoundAct:
    """Freeze the evidence of everybody who stands, as of the round's moment, whatever is known later.

    Errors: NotAllowed for who does not lead the group; BadInput before nominations are over, or when it is done already.
    """

    def act(it: Seen) -> RoundAct:
        must_manage(actor, it.group, moving.day_of(homes, now))
        must_be_in(it.course, "due")
        return _append(it, actor, "freeze", "", "", to_freeze(it, list(found_of(it))), "")

    return _again(homes, number, now, act)


def put(
    homes: Homes, number: int, person: str, role: str, *, actor: Actor, now: datetime, why: str = ""
) -> tuple[int, ...]:
    """Put a candidate to the vote and return the numbers of the motions.

    Somebody whose frozen evidence is not enough is put only where the round allows exceptions, and with a reason that everybody
    reads. Errors: NotAllowed for who does not lead the group, or is the candidate; BadInput for who cannot be put.
    """
    it = seen(homes, number, now)
    must_manage(actor, it.group, moving.day_of(homes, now))
    must_be_in(it.course, "voting", "decided", "closed")
    one = candidate(it, person, role)
    if one.state == "short":
        _must_be_an_exception(it, one, actor, why)
    elif one.state != "ready":
        raise BadInput("there is nothing to vote on: look again where this candidate stands.")
    numbers = tuple(_moved(it, one, vote, place, why) for place, vote in enumerate(_votes(one)))
    while not {*numbers} <= {*candidate(it, person, role).motions}:
        try:
            _append(it, actor, "put", one.person, role, {"motions": list(numbers)}, why)
        except ledger.Overtaken:
            it = seen(homes, number, now)
            continue
        break
    return numbers


def _must_be_an_exception(it: Seen, one: Candidacy, actor: Actor, why: str) -> None:
    if not it.round.plan.exceptions:
        raise BadInput("the frozen evidence does not meet the ladder, and this round allows no exceptions.",
                       mend="The next round is open to them.")  # fmt: skip
    if it.is_me(actor.people, one.person):
        raise NotAllowed("nobody makes an exception for themselves.", mend="Another lead does.")
    if not _short(why):
        raise BadInput("an exception needs a reason.", mend="Say why, in a few words: everybody will read it.")


def _votes(one: Candidacy) -> list[dict[str, Any]]:
    asks = list(one.evidence["asks"]) if one.evidence else []
    return asks or [{"rule": "", "group": "", "recused": True}]


def _moved(it: Seen, one: Candidacy, vote: dict[str, Any], place: int, why: str) -> int:
    """Open the motion on a candidate, or return the one that somebody else has just opened."""
    from folkmoot.ledger import motions

    key = about(it.round.number, one, place)
    for other in reversed(motions.about(key)):
        if motions.recorded(motions.acts(other.number)).word != "withdrawn":
            return other.number
    title = role_title(it.ladder, one.role) if it.ladder else Text(one.role, one.role)
    ids = it.ids_of(one.person)
    name, group = it.homes.charter.person_by_id[one.person].name or one.person, it.group.name
    return moving.move(
        it.homes, group=vote["group"] or it.round.group, kind="promotion", about=key, rule=vote["rule"],
        title=Text(f"{name} becomes {title.en} of {group.said_in('en')}", f"{name} 担任{group.said_in('zh')}的{title.zh or title.en}"),
        text=_told(it, one, why), recused=ids if vote["recused"] else (), actor=ROBOT, now=it.now, why=_short(why),
        authorises={"round": str(it.round.number), "person": one.person, "role": one.role, "group": it.round.group},
    )  # fmt: skip


def _told(it: Seen, one: Candidacy, why: str) -> str:
    """Return what the motion says of the candidate: where the evidence stands, and why an exception is asked for."""
    lines = [f"The evidence stands in selection round {it.round.number} / 依据见第 {it.round.number} 次选拔。", ""]
    lines += [f"> {one.words}", ""] if one.words else []
    if one.word == Verdict.NOT_MET:
        lines += [
            "The frozen evidence does not meet the ladder / 冻结的依据未满足晋升条件。",
            "",
            f"> {_short(why)}",
            "",
        ]
    elif one.word == Verdict.UNKNOWN:
        lines += ["Part of the evidence is unknown / 部分依据未知。", ""]
    return "\n".join(lines)


def advance(homes: Homes, number: int, now: datetime) -> tuple[str, ...]:
    """Do what is due in a round; return what was done. Done twice, or by two at once, it is done once.

    Evidence that was not read up to the deadline is waited for, three days at most; then what is unknown stays unknown.
    """
    done: list[str] = []
    it = seen(homes, number, now)
    if it.course.stage == "due" and _is_readable(it):
        try:
            freeze(homes, number, actor=ROBOT, now=now)
            done.append("freeze")
        except BadInput:  # somebody else has just done so
            pass
        it = seen(homes, number, now)
    if it.course.stage == "voting":
        for one in it.course.in_state("ready"):
            done += [f"motion {made}" for made in put(homes, number, one.person, one.role, actor=ROBOT, now=now)]
        for one in seen(homes, number, now).course.in_state("voting"):
            done += [f"close {made}" for made in one.motions if moving.close_one(made, now)]
    _take_back(seen(homes, number, now), now)
    return tuple(done)


def _is_readable(it: Seen) -> bool:
    if it.now >= it.round.until_at + PATIENCE:
        return True
    return all(not leaf.unread for found in found_of(it) for leaf in found.root.leaves())


def _take_back(it: Seen, now: datetime) -> None:
    """Withdraw the motions on those who do not stand any more."""
    for one in it.course.candidacies:
        for number in one.motions if one.state in OVER else ():
            if moving.seen(number, now).standing.word == "open":
                moving.withdraw(it.homes, number, actor=ROBOT, now=now, why="the candidate does not stand any more")


def open_declared(homes: Homes, key: str, *, actor: Actor, now: datetime, why: str = "") -> int:
    """Open a round that the charter announces; before its day nominations begin now. Errors: of ``open_round``, or no such round."""
    zone = homes.charter.community.zone
    for plan, own in (find(one, now, zone) for one in homes.charter.rounds for find in (coming, announced)):
        if own == key:
            return open_round(homes, begun(plan, now, zone), actor=actor, now=now, key=key, why=why)
    raise BadInput("the charter announces no such round.", mend="Look at the list again.")


def advance_due(homes: Homes, now: datetime) -> tuple[tuple[int, str], ...]:
    """Do what is due in every round, and open those that the charter announces and have begun; return what was done in each."""
    done: list[tuple[int, str]] = []
    for it in every(homes, now):
        if it.course.stage in ("due", "voting", "decided"):
            done += [(it.round.number, said) for said in advance(homes, it.round.number, now)]
    known = {it.round.key for it in every(homes, now)}
    for declared in homes.charter.rounds:
        plan, key = coming(declared, now, homes.charter.community.zone)
        if key not in known and opened(plan, key, homes.charter.community.zone, now).opens_at <= now:
            try:
                done.append((open_round(homes, plan, actor=ROBOT, now=now, key=key), "open"))
            except (
                BadInput
            ):  # it ended before anybody looked, or cannot be held as declared: a check of the charter says why
                continue
    return tuple(done)


def candidate(it: Seen, person: str, role: str) -> Candidacy:
    """Return the candidacy of somebody for a role. Errors: BadInput when there is none."""
    for one in it.course.candidacies:
        if it.same(one.person) == it.same(person) and one.role == role:
            return one
    raise BadInput("there is no such candidate in this round.")


def known(homes: Homes, said: str) -> str:
    """Return the declared id of what somebody wrote: an id, an account, or a name that only one person has. Errors: BadInput."""
    wanted = said.lstrip("@").lower()
    if said in homes.charter.person_by_id:
        return said
    found = [
        one.id for one in homes.charter.people
        if wanted in {one.id.lower(), one.name.lower(), *one.accounts, *(each.partition(":")[2] for each in one.accounts)}
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    what = "more than one person is" if found else "nobody is"
    raise BadInput(f"{what} known as '{said[:100]}'.", mend="Write the id under which the charter lists them.")


def _again(homes: Homes, number: int, now: datetime, act: Callable[[Seen], RoundAct]) -> RoundAct:
    """Do it to the round as it is; when somebody was quicker, look again and do it to what it is then."""
    for _attempt in range(TRIES - 1):
        try:
            return act(seen(homes, number, now))
        except ledger.Overtaken:
            continue
    return act(seen(homes, number, now))


def _append(it: Seen, actor: Actor, verb: str, person: str, role: str, content: dict[str, Any], why: str) -> RoundAct:
    draft = RoundAct(it.last + 1, it.now, verb, actor.name, person, role, _short(why), content)
    return ledger.append("round", it.round.number, draft, actor)


def _short(why: str) -> str:
    if len(why) > WHY_LETTERS:
        raise BadInput(f"this is too long: at most {WHY_LETTERS:,} letters.")
    return why.strip()


def last_begun(homes: Homes, slug: str, now: datetime) -> datetime | None:
    """Return when the last round of a group began; None: there was none."""
    return max((it.round.opens_at for it in every(homes, now) if it.round.group == slug), default=None)


def steps_of(homes: Homes, group: Group) -> tuple[LadderStep, ...]:
    """Return the steps of the ladder that holds for a group, lowest first; none without one."""
    ladder = ladder_of(homes.charter, group)
    return ladder.steps if ladder else ()


def is_day(said: str) -> bool:
    """Return whether somebody wrote a day."""
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True
