"""What people do in a complaint conference: complain, vote, take back; merge, split, hide; link and answer. One act each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs import complaint_refusals as refusals
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.complaint import ANSWERS, NEXT, PROGRAMME, Cluster, Complaint
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.reports.complaint_course import Conference, conference_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.complaints import Standing, local_day, root_of

TRIES = 30  # times that a verb looks again when somebody was quicker: many vote at once
TITLE, WORDS, LINK, WHY = 120, 4000, 500, 4000  # letters
MOST_LINKS = 20


@dataclass(frozen=True)
class Seen:
    """A conference as somebody meets it who is about to do something."""

    course: Conference
    standing: Standing
    now: datetime

    @property
    def stage(self) -> str:
        """Where it is."""
        return self.course.stage(self.standing, self.now)

    def complaint(self, number: int) -> Complaint:
        """Return a complaint that readers see. Errors: BadInput for none."""
        found = self.standing.complaints.get(number)
        if found is None or not found.is_shown:
            raise refusals.NO_COMPLAINT.bad(number=number)
        return found

    def cluster(self, number: int) -> Cluster:
        """Return the cluster in which a complaint stands. Errors: BadInput for none."""
        self.complaint(number)
        found = self.standing.cluster_of(number)
        if found is None:
            raise refusals.NO_COMPLAINT.bad(number=number)
        return found

    def is_one_of(self, person: str, own: Sequence[str]) -> bool:
        """Return whether somebody is the reader, under any of their names."""
        return self.course.same(person) in {self.course.same(one) for one in own}


def seen(homes: Homes, ident: str, now: datetime) -> Seen:
    """Return a conference as it stands. Errors: BadInput when the charter declares none of that id."""
    try:
        course = conference_of(homes, ident)
    except BadQuestion as error:
        raise refusals.NO_CONFERENCE.bad(ident=ident[:60]) from error
    return Seen(course, course.standing(now), now)


def may_organise(it: Seen, actor: Actor) -> bool:
    """Return whether somebody organises a conference: those it names, those who lead its group, and operators."""
    return actor.operator or bool(it.course.organizers(day_of(it.course.homes, it.now)).intersection(actor.people))


def may_answer(it: Seen, area: str, actor: Actor) -> bool:
    """Return whether somebody answers what is about an area."""
    day = day_of(it.course.homes, it.now)
    return actor.operator or bool(it.course.answerers(area, day).intersection(actor.people))


def complain(  # noqa: PLR0913 — what a complaint is, by name
    homes: Homes, ident: str, own: Sequence[str], title: str, words: str = "", *, area: str = "", anonymous: bool, actor: Actor,
    now: datetime,
) -> int:  # fmt: skip
    """Complain, and return the complaint's number. ``anonymous``: readers see nobody behind it; the ledger knows.

    Errors: NotAllowed for who is signed out; BadInput outside the window, without a title, for an unknown area, the same
    words again, and for who has complained as often as one may.
    """
    name, said = " ".join(title.split())[:TITLE], words.strip()[:WORDS]

    def act(it: Seen) -> Act:
        _must_be_open(it, own)
        if not name:
            raise refusals.NO_TITLE.bad()
        if area and it.course.plan.area(area) is None:
            raise refusals.NO_AREA.bad()
        _must_be_few(it, own, name, said)
        return _note(it, "complain", actor, person=own[0], title=name, words=said, area=area, anonymous=anonymous)

    return _again(homes, ident, now, act).ordinal


def _must_be_open(it: Seen, own: Sequence[str]) -> None:
    if not own:
        raise refusals.SIGNED_OUT.barred()
    if it.stage != "open":
        raise refusals.CLOSED.bad()


def _must_be_few(it: Seen, own: Sequence[str], title: str, words: str) -> None:
    """Errors: BadInput for one complaint too many; what was taken back, or hidden, counts as made."""
    plan, zone = it.course.plan, it.course.zone
    mine = [one for one in it.standing.complaints.values() if it.is_one_of(one.person, own)]
    if any((one.title, one.words) == (title, words) and not one.withdrawn for one in mine):
        raise refusals.SAID_ALREADY.bad()
    if len(mine) >= plan.most:
        raise refusals.TOO_MANY.bad(most=plan.most)
    if sum(local_day(one.at, zone) == local_day(it.now, zone) for one in mine) >= plan.most_a_day:
        raise refusals.TOO_MANY_TODAY.bad(most=plan.most_a_day)


def withdraw(homes: Homes, ident: str, own: Sequence[str], number: int, *, actor: Actor, now: datetime) -> Act:
    """Take one's own complaint back: nobody reads it any more. Errors: NotAllowed for whose it is not."""

    def act(it: Seen) -> Act:
        if not it.is_one_of(it.complaint(number).person, own):
            raise refusals.NOT_YOURS.barred()
        return _note(it, "withdraw", actor, number=number)

    return _again(homes, ident, now, act)


def vote(
    homes: Homes, ident: str, own: Sequence[str], number: int, *, held: bool = True, actor: Actor, now: datetime
) -> Act:
    """Agree with a complaint, or take one's vote back. Each person has one vote for what was merged, however many complaints it is.

    Errors: NotAllowed for who is signed out, and for one's own; BadInput outside the window, and for a vote that is there already,
    or is none.
    """

    def act(it: Seen) -> Act:
        _must_be_open(it, own)
        cluster = it.cluster(number)
        if any(it.is_one_of(one.person, own) for one in cluster.members):
            raise refusals.OWN_VOTE.barred()
        given = [one for one in cluster.members for who in one.voters if it.is_one_of(who, own)]
        if held == bool(given):
            raise (refusals.VOTED if held else refusals.NOT_VOTED).bad()
        target = cluster.number if held else given[0].number
        return _about(it, target, "vote" if held else "unvote", actor, person=_voter(it, target, own))

    return _again(homes, ident, now, act)


def _voter(it: Seen, number: int, own: Sequence[str]) -> str:
    """Return under which of their names somebody has voted, else the first."""
    return next((act.person for act in it.course.each.get(number, ()) if it.is_one_of(act.person, own)), own[0])


def merge(homes: Homes, ident: str, number: int, into: int, *, actor: Actor, now: datetime) -> Act:
    """Say that a complaint, with all that was merged into it, is the same as another one. Errors: NotAllowed; BadInput."""

    def act(it: Seen) -> Act:
        _must_organise(it, actor)
        if number == into:
            raise refusals.SAME_ONE.bad()
        one, other = it.cluster(number), it.cluster(into)
        if one.number == other.number:
            raise refusals.MERGED.bad()
        roots = [root_of(it.standing.complaints, each.number) for each in (one, other)]
        return _note(it, "merge", actor, number=roots[0], into=roots[1])

    return _again(homes, ident, now, act)


def split(homes: Homes, ident: str, number: int, *, away: int = 0, actor: Actor, now: datetime) -> Act:
    """Say that a complaint is not the same as the one it was merged into; or, with ``away``, that two are not to be suggested as one."""

    def act(it: Seen) -> Act:
        _must_organise(it, actor)
        one = it.complaint(number)
        if away:
            return _note(it, "split", actor, number=number, into=it.complaint(away).number)
        if not one.into:
            raise refusals.NOT_MERGED.bad()
        return _note(it, "split", actor, number=number, into=one.into)

    return _again(homes, ident, now, act)


def hide(homes: Homes, ident: str, number: int, *, actor: Actor, now: datetime, why: str) -> Act:
    """Hide a complaint that attacks somebody, or is none, for a reason. Errors: NotAllowed; BadInput without a reason."""

    def act(it: Seen) -> Act:
        _must_organise(it, actor)
        it.complaint(number)
        if not why.strip():
            raise refusals.WITHOUT_REASON.bad()
        return _note(it, "hide", actor, why=why, number=number)

    return _again(homes, ident, now, act)


def show(homes: Homes, ident: str, number: int, *, actor: Actor, now: datetime, why: str = "") -> Act:
    """Show a complaint again that was hidden. Errors: NotAllowed; BadInput for one that is shown, or taken back."""

    def act(it: Seen) -> Act:
        _must_organise(it, actor)
        found = it.standing.complaints.get(number)
        if found is None or not found.hidden or found.withdrawn:
            raise refusals.NO_COMPLAINT.bad(number=number)
        return _note(it, "show", actor, why=why, number=number)

    return _again(homes, ident, now, act)


def link(homes: Homes, ident: str, number: int, address: str, *, held: bool = True, actor: Actor, now: datetime) -> Act:
    """Link a complaint to an issue or a change, or take the link away. Errors: NotAllowed for who does not answer it; BadInput."""
    said = address.strip()[:LINK]

    def act(it: Seen) -> Act:
        cluster = it.cluster(number)
        _must_answer(it, cluster, actor)
        if held and not is_link(said):
            raise refusals.NO_LINK.bad(link=said[:60])
        if held == (said in cluster.links):
            raise (refusals.LINKED if held else refusals.NOT_LINKED).bad()
        if held and len(cluster.links) >= MOST_LINKS:
            raise refusals.TOO_MANY_LINKS.bad(most=MOST_LINKS)
        target = cluster if held else next(one for one in cluster.members if said in one.links)
        return _about(it, target.number, "link" if held else "unlink", actor, link=said)

    return _again(homes, ident, now, act)


def answer(
    homes: Homes, ident: str, number: int, state: str, words: str, *, address: str = "", actor: Actor, now: datetime
) -> Act:  # fmt: skip
    """Answer a complaint: heard, planned, changed (with what changed), or declined. Everybody reads it, with who answers.

    Errors: NotAllowed for who is not responsible; BadInput for an answer that cannot follow, no words, or no link to what changed.
    """
    said, target = words.strip()[:WHY], address.strip()[:LINK]

    def act(it: Seen) -> Act:
        cluster = it.cluster(number)
        _must_answer(it, cluster, actor)
        can = NEXT[cluster.state]
        if state not in can:
            names = [ANSWERS[one] for one in can]
            raise refusals.NO_SUCH_ANSWER.bad(
                now=ANSWERS[cluster.state], then=ANSWERS.get(state, Text(state[:20], state[:20])),
                can=Text(", ".join(one.en for one in names), "、".join(one.zh for one in names)),
            )  # fmt: skip
        if not said and state != "heard":
            raise refusals.NO_WORDS.bad()
        if state == "changed" and not target:
            raise refusals.NO_CHANGE.bad()
        if target and not is_link(target):
            raise refusals.NO_LINK.bad(link=target[:60])
        who = actor.people[0] if actor.people else ""
        return _about(it, cluster.number, "answer", actor, person=who, why=said, state=state, link=target)

    return _again(homes, ident, now, act)


def is_link(said: str) -> bool:
    """Return whether words are an address of the web, or a subject such as ``gitee:example/kit#12``."""
    if any(letter.isspace() or letter in "<>\"'" for letter in said):
        return False
    forge, colon, rest = said.partition(":")
    subject = (
        bool(colon) and forge.isalnum() and "/" in rest and ("#" in rest or "!" in rest) and not rest.startswith("/")
    )
    return said.startswith(("https://", "http://")) or subject


def _must_organise(it: Seen, actor: Actor) -> None:
    if not may_organise(it, actor):
        raise refusals.NOT_ORGANISING.barred(who=actor.name or refusals.NOBODY)


def _must_answer(it: Seen, cluster: Cluster, actor: Actor) -> None:
    if not any(may_answer(it, one.area, actor) for one in cluster.members):
        raise refusals.NOT_ANSWERING.barred(who=actor.name or refusals.NOBODY)


def _note(it: Seen, verb: str, actor: Actor, *, person: str = "", why: str = "", **content: Any) -> Act:
    """Record an act in the log of the conference."""
    return ledger.record(
        PROGRAMME, it.course.plan.id, it.course.own, verb, actor=actor, now=it.now, person=person, why=why.strip()[:WHY], **content
    )  # fmt: skip


def _about(it: Seen, number: int, verb: str, actor: Actor, *, person: str = "", why: str = "", **content: Any) -> Act:
    """Record an act in the log of a complaint."""
    log = it.course.each.get(number, ())
    return ledger.record(
        PROGRAMME, f"{it.course.plan.id}/{number}", log, verb, actor=actor, now=it.now, person=person, why=why, **content
    )  # fmt: skip


def _again(homes: Homes, ident: str, now: datetime, act: Callable[[Seen], Act]) -> Act:
    """Do something, having seen everything before it; look again when somebody was quicker."""
    for turn in range(TRIES):
        try:
            return act(seen(homes, ident, now))
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError
