"""Changing the calendar on both databases: who may do what, what it does, what two people at once come to; reminders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.jobs import remind
from folkmoot.jobs import schedule as job
from folkmoot.jobs.digest import Letter
from folkmoot.jobs.noting import note_series
from folkmoot.lake.lake import Lake
from folkmoot.ledger import calendar, users
from folkmoot.ledger.models import Audit
from folkmoot.ledger.private import owner_of, renew, token_of
from folkmoot.model.actor import Actor
from folkmoot.model.community import Community
from folkmoot.model.errors import BadInput, NotAllowed, SourceUnreadable
from folkmoot.model.groups import Group, Kind, Series, Term
from folkmoot.model.people import Person
from folkmoot.model.text import Text
from folkmoot.reports.calendar import occurrence, occurrences
from folkmoot.reports.feeds import told
from folkmoot.reports.homes import Homes
from tests.ledgers import at_once

NOW = datetime(2026, 3, 2, 9)
ANN, BO, CY = (Actor(name, "10.0.0.1", people=(name,)) for name in ("ann", "bo", "cy"))
OUT = Actor("eve", "10.0.0.9")
SHELL = Actor("cli:root", operator=True)
FIRST, SECOND, THIRD = "kit/weekly/2026-03-03", "kit/weekly/2026-03-10", "kit/weekly/2026-03-17"

WEEKLY = Series(
    Text("Weekly"), "FREQ=WEEKLY;BYDAY=TU", "19:00", "Asia/Shanghai", date(2026, 3, 3), id="weekly", rota=("ann", "bo", "cy"),
    reminders=("7d", "1d"),
)  # fmt: skip
CHARTER = Charter(
    Community(Text("Kit"), zone="Asia/Shanghai"),
    people=tuple(Person(name, name.title(), (f"gitee:{name}",)) for name in ("ann", "bo", "cy", "dee")),
    groups=(
        Group(Kind.SIG, "kit", Text("Kit"), roles=(Term("bo", "maintainer"), Term("ann", "member"), Term("cy", "member")),
              meetings=(WEEKLY,)),
        Group(Kind.SIG, "bare", Text("Bare"), roles=(Term("bo", "maintainer"),)),
    ),
)  # fmt: skip


@pytest.fixture
def homes(tmp_path) -> Homes:
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(CHARTER, lake)


def ahead(homes: Homes, days: int = 21) -> list[tuple[str, str | None, bool]]:
    """Return day, host and whether it is cancelled, of what comes."""
    found = occurrences(homes, NOW, NOW + timedelta(days=days))
    return [(f"{one.starts_at:%m-%dT%H}", one.host, one.cancelled) for one in found]


@pytest.mark.usefixtures("ledger")
class TestOneAtATime:
    def test_a_cancelled_meeting_uses_up_no_turn_and_can_be_undone(self, homes):
        assert ahead(homes) == [("03-03T11", "ann", False), ("03-10T11", "bo", False), ("03-17T11", "cy", False)]
        made = job.cancel(homes, SECOND, actor=BO, now=NOW, why="Holidays")
        assert ahead(homes) == [("03-03T11", "ann", False), ("03-10T11", None, True), ("03-17T11", "bo", False)]
        job.undo(homes, made.id, actor=BO, now=NOW)
        assert ahead(homes)[1:] == [("03-10T11", "bo", False), ("03-17T11", "cy", False)]
        with pytest.raises(BadInput, match="undone already"):
            job.undo(homes, made.id, actor=BO, now=NOW)
        verbs = list(Audit.objects.order_by("pk").values_list("verb", "about", "why"))
        assert verbs == [("meeting.cancel", SECOND, "Holidays"), ("meeting.undo", SECOND, "")]

    def test_moving_and_what_was_before_it(self, homes):
        job.move(
            homes, FIRST, to=date(2026, 3, 4), time="20:00", minutes=30, actor=BO, now=NOW, why="The room is taken"
        )
        again = job.move(homes, FIRST, to=date(2026, 3, 5), actor=SHELL, now=NOW)
        one = occurrence(homes, FIRST)
        assert (one.starts_at, one.moved_from, one.host) == (datetime(2026, 3, 5, 11), datetime(2026, 3, 3, 11), "ann")
        job.undo(homes, again.id, actor=BO, now=NOW)
        one = occurrence(homes, FIRST)
        assert (one.starts_at, one.ends_at) == (datetime(2026, 3, 4, 12), datetime(2026, 3, 4, 12, 30))

    def test_one_more_meeting_of_a_series_or_of_none(self, homes):
        job.add(
            homes, "kit", "weekly", job.Wanted(date(2026, 3, 5), "08:00", 30, "Rehearsal", host="cy"), actor=BO, now=NOW
        )
        job.add(homes, "bare", "extra", job.Wanted(date(2026, 3, 6), "10:00"), actor=BO, now=NOW)
        extra = occurrence(homes, "bare/extra/2026-03-06")
        assert (extra.starts_at, extra.title.en, extra.added) == (datetime(2026, 3, 6, 2), "Extra meeting", True)
        assert ahead(homes, 5) == [("03-03T11", "ann", False), ("03-05T00", "cy", False), ("03-06T02", None, False)]
        job.cancel(homes, extra.key, actor=BO, now=NOW, why="No need")
        assert occurrence(homes, extra.key).cancelled

    @pytest.mark.parametrize(
        ("wanted", "series", "why"),
        [
            (job.Wanted(date(2026, 3, 10)), "weekly", "meets on 2026-03-10 already"),
            (job.Wanted(date(2026, 3, 11), "25:00"), "weekly", "no time of day"),
            (job.Wanted(date(2026, 3, 11), minutes=0), "weekly", "one minute to a day"),
            (job.Wanted(date(2026, 3, 11)), "monthly", "no series 'monthly'"),
            (job.Wanted(date(2026, 3, 11)), "extra", "says no time"),
            (job.Wanted(date(2026, 3, 11), url="javascript:x"), "weekly", "no address"),
        ],
    )
    def test_what_cannot_be_added(self, homes, wanted, series, why):
        with pytest.raises(BadInput, match=why):
            job.add(homes, "kit", series, wanted, actor=BO, now=NOW)

    @pytest.mark.parametrize("actor", [ANN, CY, OUT, Actor("")])
    def test_only_leads_and_operators_change_meetings(self, homes, actor):
        for act in (
            lambda: job.cancel(homes, FIRST, actor=actor, now=NOW, why="x"),
            lambda: job.move(homes, FIRST, to=date(2026, 3, 4), actor=actor, now=NOW),
            lambda: job.add(homes, "kit", "weekly", job.Wanted(date(2026, 3, 5)), actor=actor, now=NOW),
            lambda: job.give(homes, FIRST, "cy", actor=actor, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert calendar.changes() == ()

    def test_what_makes_no_sense(self, homes):
        for key in (
            "kit/weekly/2026-03-04",
            "kit/none/2026-03-03",
            "none/weekly/2026-03-03",
            "kit/weekly/x",
            "",
            "kit",
        ):
            with pytest.raises(BadInput, match="no such meeting"):
                job.cancel(homes, key, actor=SHELL, now=NOW, why="x")
        with pytest.raises(BadInput, match="want to know why"):
            job.cancel(homes, FIRST, actor=BO, now=NOW, why=" ")
        with pytest.raises(BadInput, match="more than a year"):
            job.move(homes, FIRST, to=date(2028, 3, 4), actor=BO, now=NOW)
        job.cancel(homes, FIRST, actor=BO, now=NOW, why="x")
        with pytest.raises(BadInput, match="cancelled already"):
            job.cancel(homes, FIRST, actor=BO, now=NOW, why="x")
        with pytest.raises(BadInput, match="nobody whom the charter declares"):
            job.give(homes, SECOND, "nobody", actor=BO, now=NOW)

    def test_two_people_swap(self, homes):
        made = job.offer(homes, FIRST, "cy", back=date(2026, 3, 17), actor=ANN, now=NOW, why="I travel")
        assert ahead(homes)[0][1] == "ann"
        with pytest.raises(NotAllowed):
            job.answer(homes, made.id, accept=True, actor=BO, now=NOW)
        with pytest.raises(NotAllowed):
            job.answer(homes, made.id, accept=True, actor=ANN, now=NOW)
        job.answer(homes, made.id, accept=True, actor=CY, now=NOW + timedelta(hours=1))
        assert [host for _, host, _ in ahead(homes)] == ["cy", "bo", "ann"]
        with pytest.raises(BadInput, match="changed since"):
            job.answer(homes, made.id, accept=True, actor=CY, now=NOW)
        with pytest.raises(BadInput, match="answered already"):
            job.answer(homes, made.id, accept=False, actor=CY, now=NOW)

    def test_offers_that_make_no_sense(self, homes):
        with pytest.raises(NotAllowed, match="only who hosts"):
            job.offer(homes, FIRST, "cy", actor=BO, now=NOW)
        for taker, back, why in (
            ("dee", None, "serves"),
            ("ann", None, "serves"),
            ("cy", date(2026, 3, 10), "does not host"),
        ):
            with pytest.raises(BadInput, match=why):
                job.offer(homes, FIRST, taker, back=back, actor=ANN, now=NOW)
        with pytest.raises(BadInput, match="over"):
            job.offer(homes, FIRST, "cy", actor=ANN, now=NOW + timedelta(days=5))
        made = job.offer(homes, FIRST, "cy", actor=ANN, now=NOW)
        with pytest.raises(BadInput, match="asked already"):
            job.offer(homes, FIRST, "bo", actor=ANN, now=NOW)
        job.answer(homes, made.id, accept=False, actor=ANN, now=NOW)  # withdrawn
        other = job.offer(homes, FIRST, "bo", actor=ANN, now=NOW)
        job.give(homes, FIRST, "cy", actor=BO, now=NOW)
        with pytest.raises(BadInput, match="changed since"):
            job.answer(homes, other.id, accept=True, actor=BO, now=NOW)

    def test_versions_for_calendars(self, homes):
        assert note_series(homes, actor=SHELL, now=NOW) == 1
        assert note_series(homes, actor=SHELL, now=NOW) == 0
        (series,) = [one for one in told(homes, NOW.date()) if one.name == "weekly"]
        assert (series.sequence, series.changed_at) == (0, NOW)
        job.cancel(homes, SECOND, actor=BO, now=NOW + timedelta(hours=1), why="Holidays")
        (series,) = [one for one in told(homes, NOW.date()) if one.name == "weekly"]
        assert (series.sequence, series.changed_at) == (1, NOW + timedelta(hours=1))
        made = job.offer(homes, FIRST, "cy", actor=ANN, now=NOW)
        job.answer(homes, made.id, accept=True, actor=CY, now=NOW + timedelta(hours=2))
        (series,) = [one for one in told(homes, NOW.date()) if one.name == "weekly"]
        assert (series.sequence, series.changed_at) == (2, NOW + timedelta(hours=2))

    def test_a_private_address(self):
        users.create("ann", "a long enough password", actor=SHELL)
        assert token_of("ann") == ""
        first = renew(actor=ANN, now=NOW)
        assert (token_of("ann"), owner_of(first).username) == (first, "ann")
        second = renew(actor=ANN, now=NOW)
        assert owner_of(first) is None
        assert owner_of(second).username == "ann"
        renew(actor=ANN, now=NOW, held=False)
        assert (token_of("ann"), owner_of(second), owner_of("")) == ("", None, None)


@dataclass
class Box:
    """A letterbox that keeps what it is sent, or is shut."""

    language: str = "en"
    shut: bool = False
    got: list[str] = field(default_factory=list)

    def write(self, title: str, text: str, html: str = "", /) -> None:
        if self.shut:
            raise SourceUnreadable("it is shut.")
        self.got.append(f"{title} {text}{html}")


def send(homes: Homes, box: Box, now: datetime) -> remind.Reminded:
    found = remind.planned(homes, ["mail:kit"], now=now)
    return remind.remind(
        found, lambda one, language: Letter(one.ahead, f"{one.meeting.key} {language}", ""), {"mail:kit": box}, actor=SHELL, now=now
    )  # fmt: skip


@pytest.mark.usefixtures("ledger")
class TestReminders:
    def test_each_is_sent_once(self, homes):
        box = Box()
        assert send(homes, box, NOW).sent == 1  # 26 hours before the first one; the second is eight days ahead
        assert box.got == ["7d kit/weekly/2026-03-03 en"]
        assert send(homes, box, NOW + timedelta(hours=1)) == remind.Reminded()
        send(homes, box, NOW + timedelta(hours=3))
        send(homes, box, NOW + timedelta(hours=4))
        assert box.got[1:] == ["1d kit/weekly/2026-03-03 en"]

    def test_what_failed_is_tried_again_but_not_at_once_and_not_for_ever(self, homes):
        box, begin = Box(shut=True), NOW - timedelta(days=4)
        assert send(homes, box, begin).failed == ("mail:kit: it is shut.",)
        assert send(homes, box, begin + timedelta(minutes=10)) == remind.Reminded()
        for hours in range(1, 9):
            send(homes, box, begin + timedelta(hours=hours))
        assert Audit.objects.filter(verb="reminder.unsent").count() == remind.TRIES
        box.shut = False
        assert send(homes, box, begin + timedelta(hours=9)) == remind.Reminded()

    def test_a_cancelled_meeting_is_told_where_it_was_reminded_of(self, homes):
        box = Box()
        job.cancel(homes, FIRST, actor=BO, now=NOW, why="Holidays")
        assert send(homes, box, NOW) == remind.Reminded()
        send(homes, box, NOW + timedelta(days=3))
        job.cancel(homes, SECOND, actor=BO, now=NOW, why="Holidays")
        send(homes, box, NOW + timedelta(days=4))
        send(homes, box, NOW + timedelta(days=5))
        assert box.got == ["7d kit/weekly/2026-03-10 en", "off kit/weekly/2026-03-10 en"]

    def test_a_moved_meeting_is_told_of_anew(self, homes):
        box = Box()
        send(homes, box, NOW)
        job.move(homes, FIRST, to=date(2026, 3, 6), actor=BO, now=NOW)
        send(homes, box, NOW)
        assert box.got == ["7d kit/weekly/2026-03-03 en"] * 2

    def test_a_channel_that_is_not_set_up(self, homes):
        found = remind.planned(homes, ["mail:none"], now=NOW)
        assert remind.remind(found, lambda *_: Letter("", "", ""), {}, actor=SHELL, now=NOW).failed == (
            "mail:none: no channel is called mail:none in folkmoot.toml.",
        )
        assert remind.planned(homes, [], now=NOW) == ()
        assert [one.waits for one in remind.planned(homes, ["mail:kit"], now=NOW, ahead=timedelta(days=2))] == [
            False,
            True,
            True,
        ]


class TestTwoAtOnce:
    """These commit: each thread is a writer of its own, as two workers of the portal are."""

    def test_a_meeting_is_cancelled_once(self, homes, database):
        made = at_once(*[lambda: job.cancel(homes, THIRD, actor=BO, now=NOW, why="Holidays") for _ in range(4)])
        assert len([one for one in made if not isinstance(one, Exception)]) == 1
        assert len([one for one in calendar.changes("kit", "weekly") if one.does == "cancel"]) == 1

    def test_an_offer_is_answered_once(self, homes, database):
        made = job.offer(homes, FIRST, "cy", actor=ANN, now=NOW)
        answers = at_once(
            lambda: job.answer(homes, made.id, accept=True, actor=CY, now=NOW),
            lambda: job.answer(homes, made.id, accept=False, actor=ANN, now=NOW),
        )
        assert len([one for one in answers if isinstance(one, BadInput)]) == 1
