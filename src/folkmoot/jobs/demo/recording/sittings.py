"""The demo's meetings: the committee's last two and one of a SIG, held from roll call to minutes, and the next with its agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from folkmoot.jobs import meeting, minuting, moving, voting
from folkmoot.jobs.demo.recorded import seats
from folkmoot.ledger import meetings, rollcalls
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.model.meeting import Occurrence
from folkmoot.model.rollcall import Mark
from folkmoot.model.sitting import Shared
from folkmoot.model.sitting_plain import agenda_plain, seats_plain
from folkmoot.model.text import Text
from folkmoot.press.minutes import drafted
from folkmoot.reports.calendar import occurrences
from folkmoot.reports.due import RECORDED, due
from folkmoot.reports.homes import Homes
from folkmoot.rules import rollcall
from folkmoot.rules.agenda import lines
from folkmoot.rules.authority import leads_on

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def record(homes: Homes) -> None:
    """Record what was said, decided and taken on, as it would stand today. Edges: a group without past meetings has none."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today = moving.day_of(homes, now)
    known = seats(homes.charter, today)
    committee = next((one for one in homes.charter.groups if one.kind is Kind.COMMITTEE), None)
    if committee is not None and "chair" in known:
        _committee(homes, committee, now, known)
    for group in sorted(homes.charter.groups, key=lambda one: one.slug):
        if group.kind is Kind.SIG and known.get("lead") in leads_on(group, today):
            _sig(homes, group, now)
            break


def _committee(homes: Homes, group: Group, now: datetime, known: dict[str, str]) -> None:
    past = _past(homes, group, now)[-2:]
    held = [_held(homes, group, one) for one in past]
    if len(held) == 2:
        first, second = held
        first.minutes(Text("kept by hand", ""))
        number = minuting.put_minutes(homes, first.key, actor=first.actor, now=second.at(-30))
        second.begins()
        for person in second.present():
            voting.vote(homes, number, "yes", elector=person, actor=second.actor, now=second.at(6))
        moving.end_stage(homes, number, actor=second.actor, now=second.at(8))
        second.takes_on(TRANSLATE, 2, 12)
        second.takes_on(SECURITY, 3, -1)
        second.ends()
        second.minutes(Text())
    _next(homes, group, now, known)


def _held(homes: Homes, group: Group, where: Occurrence) -> _Room:
    """Return the room of a meeting; of the earlier of two everything has happened."""
    room = _Room(homes, group, where)
    if room.where.starts_at < datetime.now(UTC).replace(tzinfo=None) - 20 * DAY:
        room.begins()
        minuting.jot(homes, room.key, "note", READ, ref="fixed:1", actor=room.actor, now=room.at(12))
        minuting.jot(homes, room.key, "decision", STAY, ref="fixed:3", actor=room.actor, now=room.at(25))
        room.takes_on(ANNOUNCE, 1, 9, done="it is on the website")
        room.takes_on(SURVEY, 2, 20)
        room.ends()
        meeting.share(
            homes,
            room.key,
            Shared("recording", f"{where.url}/recording/{where.day}"),
            actor=room.actor,
            now=room.at(90),
        )
    return room


def _sig(homes: Homes, group: Group, now: datetime) -> None:
    for where in _past(homes, group, now)[-1:]:
        room = _Room(homes, group, where)
        room.begins()
        minuting.jot(homes, room.key, "note", DEMONSTRATION, ref="fixed:0", actor=room.actor, now=room.at(15))
        room.takes_on(BENCHMARK, 1, 10)
        room.ends()
        room.minutes(Text())


def _next(homes: Homes, group: Group, now: datetime, known: dict[str, str]) -> None:
    """Let a member propose a topic for the next meeting, and an outsider suggest one."""
    coming = [
        one for one in occurrences(homes, now, now + 60 * DAY, group.slug) if not one.cancelled and not one.added
    ][:1]
    for where in coming:
        for account, title, minutes in (("seat", MIRRORS, 10), ("outsider", TALK, None)):
            if account in known:
                actor = Actor(account, "demo", people=(known[account],))
                meeting.propose(homes, where.key, title=title, minutes=minutes, actor=actor, now=now)


def _past(homes: Homes, group: Group, now: datetime) -> list[Occurrence]:
    return [
        one for one in occurrences(homes, now - 75 * DAY, now - DAY, group.slug) if not one.cancelled and not one.added
    ]


@dataclass
class _Room:
    """One meeting while it is held: whoever leads the group that day hosts it."""

    homes: Homes
    group: Group
    where: Occurrence

    @property
    def key(self) -> str:
        return self.where.key

    @property
    def actor(self) -> Actor:
        """Return who hosts; the demo's clerk holds the pen."""
        leads = sorted(leads_on(self.group, self.where.day))
        return Actor(
            "chair" if self.group.kind is Kind.COMMITTEE else "lead", "demo", operator=True, people=tuple(leads[:1])
        )

    def at(self, minute: int) -> datetime:
        """Return a moment of the meeting."""
        return self.where.starts_at + minute * MINUTE

    def begins(self) -> None:
        """Open it, and call the roll: some are late, one leaves, one is excused, one is absent, one sends a proxy."""
        meeting.open_meeting(self.homes, self.key, actor=self.actor, now=self.at(0))
        one = meeting.found(self.homes, self.key)
        host = set(self.actor.people)
        others = [seat.person for seat in one.seats if seat.person not in host][:12]
        for place, person in enumerate(others):
            self._mark(person, self._said(person, place, others))
        guest = Mark("", "present", "Linus Visitor", "Example University", spans=((self.at(5), None),))
        self._mark("guest:linus visitor", guest)
        meeting.tell_motions(self.homes, self.key, self.at(5))

    def _said(self, person: str, place: int, others: list[str]) -> Mark:
        if place == 3:
            return rollcall.away(person, "excused")
        if place == 5:
            return rollcall.away(person, "proxy", holder=others[0])
        if place == 6:
            return rollcall.away(person, "absent")
        ends = self.at(40) if place == 2 else None
        return Mark(person, "present", spans=((self.at(11 if place == 1 else 0), ends),))

    def _mark(self, whom: str, said: Mark) -> None:
        rollcalls.mark(self.key, self.group.slug, whom, lambda _before: said, actor=self.actor, now=self.at(2))

    def present(self) -> list[str]:
        """Return who is there and decides."""
        one = meeting.found(self.homes, self.key)
        here = rollcall.present_at(one.sitting.marks, self.at(6))
        return [seat.person for seat in one.seats if seat.votes and seat.person in here]

    def takes_on(self, says: Text, place: int, days: int, done: str = "") -> None:
        """Record an action item of somebody who is there."""
        one = meeting.found(self.homes, self.key)
        owner = one.seats[place % len(one.seats)].person if one.seats else ""
        due: date = self.where.day + timedelta(days=days)
        made = minuting.take_on(
            self.homes, self.group.slug, says, owner=owner, due=due, meeting=self.key, actor=self.actor, now=self.at(45)
        )
        if done:
            minuting.change_action(
                self.homes, made.id, state="done", why=done, actor=self.actor, now=self.at(60 * 24 * 6)
            )

    def ends(self) -> None:
        """Close it on the hour, with the agenda that the ledger alone tells: what the lake tells of that day is not asked."""
        one = meeting.found(self.homes, self.key)
        brought = due(self.homes, self.group, self.at(0), self.where.day, RECORDED)
        said = [each for each in brought if each.key not in {f"action:{item.id}" for item in one.sitting.actions}]
        agenda = agenda_plain(lines(one.template, one.sitting.topics, one.sitting.order, said))
        content = {"agenda": agenda, "seats": seats_plain(one.seats)}
        meetings.step(self.key, self.group.slug, "close", content=content, actor=self.actor, now=self.at(60))

    def minutes(self, more: Text) -> None:
        """Write the minutes from the draft."""
        words = drafted(self.homes, meeting.found(self.homes, self.key))
        minuting.write(self.homes, self.key, words, after=0, actor=self.actor, now=self.at(120), why=more.en)


READ = Text("The numbers were read; newcomers come mostly through tasks.", "通报了社区数据；新贡献者多由任务而来。")
STAY = Text("The release stays on its day.", "版本按原定日期发布。")
DEMONSTRATION = Text(
    "Two members showed what they measured; a third tries it on other hardware.",
    "两位成员展示了测量结果，另一位将在其他硬件上验证。",
)
ANNOUNCE = Text("Announce the release plan on the website", "在官网公布版本计划")
SURVEY = Text("Ask the groups what holds newcomers up", "向各小组调研新人遇到的困难")
TRANSLATE = Text("Have the new guide translated", "安排新指南的翻译")
SECURITY = Text("Write down who answers security reports in the holidays", "明确假期安全报告的响应人")
BENCHMARK = Text("Repeat the measurement on the second build cluster", "在第二套构建集群上重复测量")
MIRRORS = Text("Mirrors: what they cost and who uses them", "镜像的成本与使用情况")
TALK = Text("A university would like to teach with the project", "某高校希望在教学中使用本项目")
