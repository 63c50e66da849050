"""What people do about an election: stand, endorse, ask for an exception, vote; opened, counted and certified in its time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from folkmoot.ledger import boxes
from folkmoot.ledger import elections as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.box import OpenBallot
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.election_course import Seen, ballots_of, box_of, counting_of, seen, to_freeze
from folkmoot.reports.homes import Homes
from folkmoot.rules.ballots import ballots_of_marks
from folkmoot.rules.electing import candidate_of, is_sound, must_be_in
from folkmoot.rules.election_record import result_as_said
from folkmoot.rules.tallies import count

ROBOT = Actor("moot", origin="job", operator=True)
TRIES = 4
LETTERS = 5000  # of a statement
WHY_LETTERS = 2000
BEFORE_VOTING = ("upcoming", "nominations", "between")


def nominate(homes: Homes, name: str, person: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Nominate somebody, or oneself, who then stands at once.

    Errors: BadInput when nominations are not going on, for somebody unknown, an officer, or who may not stand.
    """
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    must_be_in(it.course, "nominations")
    person = _known(it, person.strip() or me)
    if it.same(person) in {it.same(one) for one in it.election.officers}:
        raise BadInput("an election officer cannot stand.", mend="Nominate somebody else.")
    there = candidate_of(it.course, person, it.same)
    if there is not None and there.state in ("nominated", "standing"):
        raise BadInput("somebody has nominated them already.")
    right = it.may_stand((person,))
    if right is not None and right.word == "not met":
        raise BadInput(
            f"{person} may not stand: {'; '.join(one.says.en for one in right.proofs if one.word == 'not met')}."
        )
    accepted = it.same(person) in {it.same(one) for one in actor.people}
    _append(it, "nominate", actor, person=person, content={"accepted": accepted, "by": me}, why=why)


def answer(homes: Homes, name: str, verb: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept or decline one's nomination, or withdraw. Errors: BadInput after voting has begun, or for nobody's candidacy."""
    it = seen(homes, name, now)
    must_be_in(it.course, "nominations" if verb == "accept" else "upcoming", *BEFORE_VOTING)
    mine = _own(it, actor)
    wanted = {"accept": ("nominated",), "decline": ("nominated",), "withdraw": ("standing",)}[verb]
    if mine.state not in wanted:
        raise BadInput("there is nothing to answer: look again where your candidacy stands.")
    _append(it, verb, actor, person=mine.person, why=why)


def state(homes: Homes, name: str, en: str, zh: str, *, actor: Actor, now: datetime) -> None:
    """Say what one stands for, in one language or both. Errors: BadInput after voting has begun, or for a long statement."""
    it = seen(homes, name, now)
    must_be_in(it.course, "upcoming", *BEFORE_VOTING)
    mine = _own(it, actor)
    en, zh = en.strip(), zh.strip()
    if not en and not zh:
        raise BadInput("there is no statement.", mend="Write it in one of the languages, or in both.")
    if max(len(en), len(zh)) > LETTERS:
        raise BadInput(f"a statement has at most {LETTERS:,} letters.", mend="Shorten it.")
    _append(it, "statement", actor, person=mine.person, content={"en": en, "zh": zh})


def endorse(homes: Homes, name: str, person: str, *, actor: Actor, now: datetime) -> None:
    """Endorse a candidate. Errors: NotAllowed for who may not vote; BadInput for oneself, twice, or no candidate."""
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    must_be_in(it.course, "nominations")
    if not it.entries_of(actor.people):
        raise NotAllowed("only those who may vote may endorse.", mend="Ask for an exception first.")
    candidate = candidate_of(it.course, person, it.same)
    if candidate is None or candidate.state not in ("nominated", "standing"):
        raise BadInput("there is no such candidate.")
    if it.same(person) == it.same(me):
        raise BadInput("nobody endorses themselves.")
    if it.same(me) in candidate.endorsed_by:
        raise BadInput("you have endorsed them already.")
    _append(it, "endorse", actor, person=candidate.person, content={"by": me})


def request(homes: Homes, name: str, why: str, *, actor: Actor, now: datetime) -> None:
    """Ask to vote though the rule says no. Errors: BadInput without a reason, too late, twice, or without need."""
    it = seen(homes, name, now)
    me = actor.must_be_somebody()
    if now >= it.course.moments.exceptions_until:
        raise BadInput("the time for exceptions is over.")
    if it.entries_of(actor.people):
        raise BadInput("you may vote already.")
    if len(why.strip()) < 3:
        raise BadInput("an exception needs a reason.", mend="Say what you did that was not counted.")
    if any(it.same(case.person) == it.same(me) and case.granted is None for case in it.course.cases):
        raise BadInput("you have asked already; the officers have not decided yet.")
    _append(it, "request", actor, person=me, why=why.strip()[:WHY_LETTERS])


def decide(homes: Homes, name: str, person: str, *, granted: bool, why: str, actor: Actor, now: datetime) -> None:
    """Grant or refuse an exception. Errors: NotAllowed for who is no officer; BadInput without a reason, or after voting."""
    it = seen(homes, name, now)
    must_be_officer(it, actor)
    must_be_in(it.course, "upcoming", *BEFORE_VOTING, "voting")
    case = next((one for one in it.course.cases if one.person == person and one.granted is None), None)
    if case is None:
        raise BadInput("nobody of that name waits for a decision.")
    if it.same(person) in {it.same(one) for one in actor.people}:
        raise BadInput("nobody decides about themselves.", mend="Another officer does.")
    if len(why.strip()) < 3:
        raise BadInput("a decision needs a reason.", mend="Say why, in a few words: the person will read it.")
    _append(it, "grant" if granted else "refuse", actor, person=person, why=why.strip()[:WHY_LETTERS])


def vote(homes: Homes, name: str, marks: Mapping[str, int | None], *, actor: Actor, now: datetime) -> str:
    """Cast a secret ballot; return its receipt, which is kept nowhere. ``marks``: by candidate's id.

    Errors: NotAllowed for who is not on the roll; BadInput outside of voting, for marks that are none, or a second ballot.
    """
    it = opened(homes, name, now)
    must_be_in(it.course, "voting")
    actor.must_be_somebody()
    mine = it.entries_of(actor.people)
    if not mine:
        raise NotAllowed(
            "you are not on the roll of this election.", mend="See on its page why, and ask for an exception."
        )
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    ballot = ballots_of_marks(candidates, [marks], str(it.course.frozen["counting"]["method"]))
    if all(mark is None for mark in marks.values()):
        raise BadInput("your ballot says nothing.", mend="Give at least one candidate a mark.")
    if boxes.has_voted(box_of(name)).intersection(mine):
        raise BadInput("you have voted already; a sealed ballot cannot be taken back.")
    said = [mark if mark >= 0 else None for mark in ballot.marks[0].tolist()]
    return boxes.cast(box_of(name), mine[0], {"marks": said}, actor=actor, now=now)


def opened(homes: Homes, name: str, now: datetime) -> Seen:
    """Return the election, with its roll frozen and its box opened if voting has begun and nobody has done so yet."""
    for _try in range(TRIES):
        it = seen(homes, name, now)
        if it.course.roll is not None or it.course.stage not in ("voting", "closed"):
            return it
        boxes.open_box(box_of(name), actor=ROBOT, now=now)
        with suppress(ledger.Overtaken):  # somebody else did so, or an exception was decided at this moment
            _append(it, "open", ROBOT, content=to_freeze(it))
    return seen(homes, name, now)


def close(homes: Homes, name: str, *, actor: Actor, now: datetime) -> None:
    """Count the ballots of an election whose voting is over. Errors: NotAllowed for who is no officer; BadInput before."""
    it = opened(homes, name, now)
    if actor != ROBOT:
        must_be_officer(it, actor)
    must_be_in(it.course, "closed")
    boxes.count(box_of(name), actor=actor, now=now)
    result = result_of(it, ballots_of(name))
    _append(it, "close", actor, content={"voted": len(boxes.has_voted(box_of(name))), **result})


def result_of(it: Seen, ballots: tuple[OpenBallot, ...]) -> dict[str, Any]:
    """Count opened ballots; return the digest of the ballots and what was found."""
    candidates = [str(one["id"]) for one in it.course.frozen["candidates"]]
    method = str(it.course.frozen["counting"]["method"])
    marks = (dict(zip(candidates, one.content["marks"], strict=True)) for one in ballots)
    table = ballots_of_marks(candidates, marks, method)
    tally = count(table, counting_of(it.course, table.digest))
    return {"digest": table.digest, "result": result_as_said(tally)}


def certify(homes: Homes, name: str, why: str, *, actor: Actor, now: datetime) -> None:
    """Certify a counted result. Errors: NotAllowed for who is no officer; BadInput before it is counted."""
    it = seen(homes, name, now)
    must_be_officer(it, actor)
    must_be_in(it.course, "counted")
    digest = it.course.counted["digest"] if it.course.counted else ""
    content = {"digest": digest, "by": actor.people[0] if actor.people else ""}
    _append(it, "certify", actor, content=content, why=why.strip()[:WHY_LETTERS])


def due(homes: Homes, now: datetime) -> tuple[tuple[str, str], ...]:
    """Open what has begun and count what is over; return each election with what was done. Done twice it does nothing more."""
    done = []
    for election in filter(is_sound, homes.charter.elections):
        before = seen(homes, election.id, now)
        if before.course.stage not in ("voting", "closed"):
            continue
        it = opened(homes, election.id, now)
        if it.last != before.last:
            done.append((election.id, "open"))
        if it.course.stage == "closed":
            close(homes, election.id, actor=ROBOT, now=now)
            done.append((election.id, "close"))
    return tuple(done)


def must_be_officer(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed for who is no officer of the election."""
    if not it.is_officer(actor.people, operator=actor.operator):
        officers = ", ".join(it.election.officers) or "the operators"
        raise NotAllowed("only election officers may do this.", mend=f"They are: {officers}.")


def _own(it: Seen, actor: Actor) -> Any:
    actor.must_be_somebody()
    mine = next((found for one in actor.people if (found := candidate_of(it.course, one, it.same))), None)
    if mine is None:
        raise BadInput("nobody has nominated you.", mend="Nominate yourself.")
    return mine


def _known(it: Seen, said: str) -> str:
    """Return the declared id that somebody wrote: an id, an account, or a name that only one person has."""
    charter, wanted = it.homes.charter, said.lstrip("@").lower()
    if said in charter.person_by_id:
        return said
    found = [
        one.id for one in charter.people
        if wanted in {one.id.lower(), one.name.lower(), *one.accounts, *(each.partition(":")[2] for each in one.accounts)}
    ]  # fmt: skip
    if len(found) == 1:
        return found[0]
    what = "more than one person is" if found else "nobody is"
    raise BadInput(f"{what} known as '{said[:100]}'.", mend="Write the id under which the charter lists them.")


def _append(it: Seen, verb: str, actor: Actor, **more: Any) -> None:
    ledger.append(it.election.id, it.last, verb, actor=actor, now=it.now, **more)
