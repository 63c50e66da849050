"""One meeting as it is: stage, agenda, roll call with a live quorum, decisions, minutes, action items; and the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from folkmoot.model.agenda import BRINGS, AgendaLine, AgendaTemplate
from folkmoot.model.groups import Group
from folkmoot.model.meeting import Occurrence
from folkmoot.model.motion import Bar, Motion, Outcome, VotingRule
from folkmoot.model.rollcall import Mark, Quorum, Seat
from folkmoot.model.sitting import Sitting, Step
from folkmoot.model.sitting_plain import agenda_of, occurrence_of, seats_of
from folkmoot.model.text import Text
from folkmoot.reports.calendar import occurrence
from folkmoot.reports.days import local_day
from folkmoot.reports.due import due
from folkmoot.reports.homes import Homes
from folkmoot.rules import rollcall
from folkmoot.rules.agenda import lines, template_for
from folkmoot.rules.bylaws import rule_for
from folkmoot.rules.electorate import electorate
from folkmoot.rules.sittings import host_of, stage_of

LOOKED_BACK = 6  # earlier meetings whose minutes a meeting may approve
LOOKED_AT = frozenset({"progress", "groups", "dormant"})
"""What a meeting looks at only where its agenda has a topic for it: nothing waits there to be decided."""


@dataclass(frozen=True)
class MeetingNow:
    """One meeting with everything that is known of it, as of the newest thing recorded about it."""

    occurrence: Occurrence
    group: Group
    sitting: Sitting
    stage: str
    template: AgendaTemplate
    seats: tuple[Seat, ...]
    rule: VotingRule
    quorum: Quorum
    host: str  # a declared person's id; empty: unknown
    moment: datetime  # as of when the roll call stands
    motions: tuple[tuple[Motion, Outcome], ...]  # put at this meeting, oldest first
    approval: tuple[Motion, Outcome] | None  # the newest vote on the minutes of this meeting
    homes: Homes = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """Its name in links and facts."""
        return self.occurrence.key

    @cached_property
    def agenda(self) -> tuple[AgendaLine, ...]:
        """Its agenda: as it was when the meeting was closed, else with all that is due by now. Found when it is asked for."""
        closed = self.sitting.last("close") if self.sitting.closed_at else None
        if closed and closed.content.get("agenda"):
            return agenda_of(closed.content["agenda"])
        return _agenda(self)

    @cached_property
    def on_minutes(self) -> tuple[tuple[Motion, Outcome], ...]:
        """The votes on the minutes of earlier meetings that were put while this one was open, oldest first."""
        opened, closed = self.sitting.opened_at, self.sitting.closed_at
        if opened is None:
            return ()
        keys = [key for key, _steps in _sittings(self.homes, self.group.slug) if key != self.key]
        day = self.occurrence.day.isoformat()
        earlier = sorted((key for key in keys if key.rpartition("/")[2] <= day), key=lambda key: key.rpartition("/")[2])
        found = motions_of(*(f"minutes:{key}" for key in earlier[-LOOKED_BACK:]))
        return tuple(
            one for one in found if opened <= one[0].opened_at and (closed is None or one[0].opened_at <= closed)
        )

    @property
    def marks(self) -> Mapping[str, Mark]:
        """The mark that counts of each person and guest."""
        return rollcall.latest(self.sitting.marks)

    @property
    def present(self) -> frozenset[str]:
        """The declared people who are there now; of a closed meeting, who were there at its end."""
        return rollcall.present_at(self.sitting.marks, self.moment)

    @property
    def approved_number(self) -> int | None:
        """Which version of the minutes was approved; None: none is."""
        if self.approval is None or not self.approval[1].passed:
            return None
        put = [one for one in self.sitting.steps if one.word == "put"]
        numbers = [int(one.content["version"]) for one in put if one.content.get("motion") == self.approval[0].number]
        return numbers[-1] if numbers else None


@dataclass(frozen=True, slots=True)
class Previous:
    """The meeting of a group before another one: recorded here, or minutes on file."""

    day: date
    title: Text
    key: str = ""  # of a meeting recorded here
    approved: bool | None = None  # None: unknown, as with minutes that were only put on file
    document: str = ""  # of minutes on file


def meeting(homes: Homes, key: str) -> MeetingNow | None:
    """Return the meeting of a key; None where there is none of that group, series and day.

    Edges: a meeting that was opened once stays, whatever becomes of its series; its agenda and its seats are those of
    when it was closed.
    """
    said = _recorded(homes, key)
    opened = next((step for step in said.steps if step.word == "open"), None)
    where = occurrence(homes, key)
    if where is None and opened is not None and opened.content.get("occurrence"):
        where = occurrence_of(opened.content["occurrence"])
    if where is None or where.group not in homes.charter.group_by_slug:
        return None
    return _now(homes, where, said)


def _recorded(homes: Homes, key: str) -> Sitting:
    if not homes.ledger:
        return Sitting(key, key.partition("/")[0])
    from folkmoot.ledger.meetings import sitting

    return sitting(key)


def _now(homes: Homes, where: Occurrence, said: Sitting) -> MeetingNow:
    group = homes.charter.group_by_slug[where.group]
    day = local_day(where.starts_at, homes.charter.community.zone)
    rule = rule_for("motion", group, homes.charter.voting)
    electors = electors_of(homes, rule, group, day)
    closed = said.last("close") if said.closed_at else None
    fixed = closed.content if closed else {}
    moment = said.closed_at or newest(said) or where.starts_at
    decided = approval_of(where.key) if homes.ledger else None
    return MeetingNow(
        occurrence=where, group=group, sitting=said,
        stage=stage_of(said, approved=bool(decided and decided[1].passed), cancelled=where.cancelled),
        template=template_for(homes.charter.agendas, group, where.title),
        seats=seats_of(fixed["seats"]) if fixed.get("seats") else seats_on(homes, group, day, electors),
        rule=rule,
        quorum=rollcall.quorum(electors, said.marks, moment, needed=needed_of(rule, len(electors)), proxies=rule.proxies),
        host=host_of(said, where.host), moment=moment, motions=put_at(where.key) if homes.ledger else (),
        approval=decided, homes=homes,
    )  # fmt: skip


def newest(said: Sitting) -> datetime | None:
    """Return when the newest mark or step was recorded."""
    moments = [one.at for one in said.marks if one.at] + [one.at for one in said.steps]
    return max(moments, default=None)


def _agenda(one: MeetingNow) -> tuple[AgendaLine, ...]:
    where, said = one.occurrence, one.sitting
    today = local_day(where.starts_at, one.homes.charter.community.zone)
    brought = {kind for topic in one.template.fixed for kind in topic.brings}
    found = due(one.homes, one.group, where.starts_at, today, frozenset(BRINGS.keys() - LOOKED_AT | brought))
    own = {
        f"minutes:{where.key}",
        *(f"action:{each.id}" for each in said.actions),
        *(f"motion:{each.number}" for each, _came in one.motions),
    }
    return lines(one.template, said.topics, said.order, [each for each in found if each.key not in own])


def electors_of(homes: Homes, rule: VotingRule, group: Group, day: date) -> tuple[str, ...]:
    """Return who decides in a group on a day by a rule: declared ids."""
    electing = homes.charter.group_by_slug.get(rule.group, group) if rule.group else group
    person_of = homes.identity.person_of
    found = electorate(
        rule, electing, day, person_of=person_of,
        organization_of=lambda person: homes.organization_on(person_of.get(person, person), day),
    )  # fmt: skip
    return tuple(one.person for one in found if one.votes)


def seats_on(homes: Homes, group: Group, day: date, electors: tuple[str, ...]) -> tuple[Seat, ...]:
    """Return who serves in a group on a day, by first name, with the affiliation of that day."""
    person_of = homes.identity.person_of
    return rollcall.seats(
        group, day, homes.charter.person_by_id,
        lambda person: homes.organization_on(person_of.get(person, person), day), frozenset(electors),
    )  # fmt: skip


def needed_of(rule: VotingRule, electors: int) -> int | None:
    """Return how many must take part for a decision by the rule; None where it asks for no number."""
    bar = Bar.read(rule.quorum)
    return bar.least(electors) if bar and electors else None


def motions_of(*about: str) -> tuple[tuple[Motion, Outcome], ...]:
    """Return the motions about some things, each with what came of it so far."""
    from folkmoot.ledger.motions import about as listed
    from folkmoot.ledger.motions import outcome

    found = ((motion, outcome(motion.number)) for each in about for motion in listed(each))
    return tuple((motion, came) for motion, came in found if came is not None)


def put_at(key: str) -> tuple[tuple[Motion, Outcome], ...]:
    """Return the motions put at a meeting: the first is about ``meeting:KEY#1``, and so on."""
    found: list[tuple[Motion, Outcome]] = []
    number = 1
    while some := motions_of(f"meeting:{key}#{number}"):
        found += some
        number += 1
    return tuple(found)


def approval_of(key: str) -> tuple[Motion, Outcome] | None:
    """Return the vote on the minutes of a meeting: one that passed, else the newest."""
    found = motions_of(f"minutes:{key}")
    passed = [one for one in found if one[1].passed]
    return next(reversed(passed or found), None)


def _sittings(homes: Homes, group: str) -> tuple[tuple[str, tuple[Step, ...]], ...]:
    if not homes.ledger:
        return ()
    from folkmoot.ledger.meetings import sittings

    return sittings(group)


def previous(homes: Homes, group: str, before: datetime) -> Previous | None:
    """Return the newest meeting of a group that began before a moment: recorded here, else with minutes on file."""
    day = local_day(before, homes.charter.community.zone)
    found: list[Previous] = []
    for key, steps in _sittings(homes, group):
        began = date.fromisoformat(key.rpartition("/")[2])
        if began < day and any(step.word == "open" for step in steps):
            came = approval_of(key)
            found.append(Previous(began, Text(key, key), key, approved=bool(came and came[1].passed)))
    found += [
        Previous(one.day, Text(one.title, one.title), document=one.document)
        for one in homes.charter.minutes if one.group == group and one.day and one.day < day
    ]  # fmt: skip
    return max(found, key=lambda one: (one.day, bool(one.key)), default=None)
