"""One meeting on both databases: who may do what, the roll call, live votes, minutes, and two people at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from folkmoot.jobs import meeting, minuting, moving
from folkmoot.ledger import meetings as ledger
from folkmoot.ledger.models import Audit, MeetingMark, MeetingStep, MinutesText
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.sitting import Placed, Shared
from folkmoot.model.text import Text
from folkmoot.press.minutes import drafted, note_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import previous
from tests.jobs.meetings import ANN, BO, CY, DEE, KEY, NEXT, NOBODY, SEATS, START, at, homes_at
from tests.ledgers import at_once

WORDS = Text("We met.", "我们开会了。")


@pytest.fixture
def homes(tmp_path, monkeypatch) -> Homes:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    return homes_at(tmp_path)


def held(homes: Homes, *present: str) -> None:
    """Open the meeting with some people there."""
    meeting.open_meeting(homes, KEY, actor=ANN, now=START)
    for person in present:
        meeting.mark(homes, KEY, person, "present", actor=ANN, now=at(1))


@pytest.mark.usefixtures("ledger")
class TestOneAtATime:
    def test_the_stages_of_a_meeting(self, homes):
        """
        planned → open → closed → drafted → approved: a vote on the minutes in the next meeting
        """
        assert meeting.found(homes, KEY).stage == "planned"
        held(homes, "bo", "dee")
        assert meeting.found(homes, KEY).stage == "open"
        meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))
        assert meeting.found(homes, KEY).stage == "closed"
        minuting.write(homes, KEY, WORDS, after=0, actor=ANN, now=at(90))
        assert meeting.found(homes, KEY).stage == "drafted"
        later = START + timedelta(days=28)
        meeting.open_meeting(homes, NEXT, actor=ANN, now=later)
        for person in ("bo", "dee"):
            meeting.mark(homes, NEXT, person, "present", actor=ANN, now=later)
        number = minuting.put_minutes(homes, KEY, actor=ANN, now=later)
        meeting.tell_motions(homes, NEXT, later)
        meeting.hands(homes, NEXT, number, dict.fromkeys(("ann", "bo", "dee"), "yes"), actor=ANN, now=later)
        assert moving.end_stage(homes, number, actor=ANN, now=later).passed
        done = meeting.found(homes, KEY)
        assert (done.stage, done.approved_number) == ("approved", 1)
        with pytest.raises(BadInput, match="approved"):
            minuting.write(homes, KEY, Text("Otherwise."), after=1, actor=ANN, now=later)

    def test_who_may_do_what(self, homes):
        with pytest.raises(NotAllowed, match="only who leads tsc"):
            meeting.open_meeting(homes, KEY, actor=BO, now=START)
        with pytest.raises(BadInput, match="lies ahead"):
            meeting.open_meeting(homes, KEY, actor=ANN, now=START - timedelta(days=1))
        held(homes)
        with pytest.raises(NotAllowed):
            meeting.mark(homes, KEY, "dee", "present", actor=BO, now=at(1))
        with pytest.raises(NotAllowed, match="nobody whom the charter declares"):
            meeting.check_in(homes, KEY, actor=NOBODY, now=at(1))
        meeting.check_in(homes, KEY, actor=BO, now=at(1))
        meeting.check_in(homes, KEY, actor=CY, now=at(1))  # a guest: the charter knows them, the committee does not
        one = meeting.found(homes, KEY)
        assert one.present == {"ann", "bo", "cy"}
        assert (one.quorum.counted, one.quorum.needed, one.quorum.missing) == (2, 3, 1)

    def test_a_topic_of_who_serves_is_accepted_and_that_of_others_suggested(self, homes):
        mine = meeting.propose(homes, KEY, title=Text("Mirrors"), actor=BO, now=START)
        theirs = meeting.propose(homes, KEY, title=Text("A talk"), actor=NOBODY, now=START)
        with pytest.raises(NotAllowed):
            meeting.propose(homes, KEY, title=Text("Spam"), actor=type(ANN)(""), now=START)
        states = {one.id: one.state for one in meeting.found(homes, KEY).sitting.topics}
        assert states == {mine: "accepted", theirs: "suggested"}
        with pytest.raises(NotAllowed):
            meeting.settle_topic(homes, KEY, theirs, "accepted", actor=NOBODY, now=START)
        meeting.settle_topic(homes, KEY, theirs, "accepted", actor=ANN, now=START)
        meeting.settle_topic(homes, KEY, mine, "withdrawn", actor=BO, now=START)
        agenda = meeting.found(homes, KEY).agenda
        assert [line.ref for line in agenda if line.ref.startswith("topic:")] == [f"topic:{theirs}"]

    def test_the_agenda_brings_what_is_due(self, homes):
        """
        minutes of the meeting before, an action item that is over its day, a proposal nobody decided, an open motion
        """
        held(homes, "bo")
        minuting.take_on(
            homes, "tsc", Text("Write it"), owner="bo", due=date(2026, 3, 20), meeting=KEY, actor=ANN, now=at(9)
        )
        own = [due.kind for line in meeting.found(homes, KEY).agenda for due in line.due]
        assert "actions" not in own, "what is taken on here is not due here"
        meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))
        moving.move(homes, group="tsc", kind="motion", title=Text("Adopt it"), actor=ANN, now=at(99))
        found = {due.kind: due for line in meeting.found(homes, NEXT).agenda for due in line.due}
        assert {"minutes", "actions", "motions", "proposals"} <= found.keys()
        assert found["minutes"].key == f"minutes:{KEY}"
        assert (found["actions"].overdue, found["proposals"].key) == (True, "proposal:mep-1")
        before = previous(homes, "tsc", START + timedelta(days=28))
        assert before is not None
        assert (before.key, before.approved) == (KEY, False)

    def test_the_agenda_is_put_into_order_and_stays_as_it_was_when_closed(self, homes):
        held(homes)
        order = [Placed("fixed:3", minutes=20, presenter="bo"), Placed("fixed:0"), Placed("fixed:4", out=True)]
        meeting.arrange(homes, KEY, order, actor=ANN, now=at(1))
        shown = [(line.ref, line.minutes, line.presenter) for line in meeting.found(homes, KEY).agenda]
        assert shown[:2] == [("fixed:3", 20, "bo"), ("fixed:0", 5, "")]
        assert "fixed:4" not in [ref for ref, _minutes, _presenter in shown]
        meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))
        moving.move(homes, group="tsc", kind="motion", title=Text("Later"), actor=ANN, now=at(99))
        assert [(line.ref, line.minutes, line.presenter) for line in meeting.found(homes, KEY).agenda] == shown
        with pytest.raises(BadInput, match="over"):
            meeting.arrange(homes, KEY, (), actor=ANN, now=at(99))

    def test_late_left_proxy_and_back(self, homes):
        held(homes)
        meeting.mark(homes, KEY, "bo", "present", came=at(15), actor=ANN, now=at(20))
        meeting.mark(homes, KEY, "dee", "proxy", holder="bo", actor=ANN, now=at(20))
        with pytest.raises(BadInput, match="holds the proxy of dee"):
            meeting.mark(homes, KEY, "eve", "proxy", holder="bo", actor=ANN, now=at(20))
        with pytest.raises(BadInput, match="somebody else who serves"):
            meeting.mark(homes, KEY, "eve", "proxy", holder="cy", actor=ANN, now=at(20))
        one = meeting.found(homes, KEY)
        assert (one.quorum.counted, one.quorum.by_proxy, one.quorum.proxies_count) == (2, 1, False)
        note = note_of(homes, one)
        assert all(words.startswith("Dee") and words.endswith("→ Bo Example") for words in note.represented)
        assert len(note.represented) == 1
        assert not any("Dee" in words for words in (*note.attendees, *note.absent))
        meeting.mark(homes, KEY, "bo", "left", actor=ANN, now=at(30))
        assert meeting.found(homes, KEY).quorum.by_proxy == 0
        meeting.check_in(homes, KEY, actor=BO, now=at(40))
        assert meeting.found(homes, KEY).marks["bo"].spans == ((at(15), at(30)), (at(40), None))

    def test_no_live_quorum_and_the_motion_goes_on_by_mail(self, homes):
        """
        ann and bo of five are there; three make a quorum
        """
        held(homes, "bo")
        number = meeting.put(homes, KEY, title=Text("Adopt it"), actor=ANN, now=at(5))
        meeting.hands(homes, KEY, number, {"ann": "yes", "bo": "yes"}, actor=ANN, now=at(6))
        assert moving.seen(number, at(6)).standing.channel == "live"
        meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))
        standing = moving.seen(number, at(61)).standing
        assert (standing.word, standing.channel) == ("open", "mail")
        assert [motion.number for motion, _outcome in meeting.found(homes, KEY).motions] == [number]

    def test_presence_is_the_roll_call(self, homes):
        held(homes, "bo", "dee")
        number = meeting.put(homes, KEY, title=Text("Adopt it"), actor=ANN, now=at(5))
        assert set(moving.seen(number, at(5)).standing.present) == {"ann", "bo", "dee"}
        meeting.mark(homes, KEY, "dee", "left", actor=ANN, now=at(7))
        assert set(moving.seen(number, at(7)).standing.present) == {"ann", "bo"}
        with pytest.raises(BadInput, match="'dee' is not in the room"):
            meeting.hands(homes, KEY, number, {"dee": "yes"}, actor=ANN, now=at(8))
        before = Audit.objects.count()
        assert meeting.hands(homes, KEY, number, {"bo": "yes"}, actor=ANN, now=at(9)) == 1
        assert meeting.hands(homes, KEY, number, {"bo": "yes"}, actor=ANN, now=at(9)) == 0
        assert Audit.objects.count() == before + 1
        other = moving.move(homes, group="tsc", kind="motion", title=Text("From its page"), actor=ANN, now=at(10))
        meeting.tell_in_session(homes, "tsc", at(10))
        assert set(moving.seen(other, at(10)).standing.present) == {"ann", "bo"}

    def test_action_items_are_followed_to_their_end(self, homes):
        held(homes)
        made = minuting.take_on(
            homes, "tsc", Text("Write it"), owner="bo", due=date(2026, 3, 20), meeting=KEY, actor=ANN, now=at(9)
        )
        with pytest.raises(BadInput, match="needs a reason"):
            minuting.change_action(homes, made.id, due=date(2026, 4, 1), keep_due=False, actor=BO, now=at(99))
        moved = minuting.change_action(
            homes, made.id, due=date(2026, 4, 1), keep_due=False, why="ill", actor=BO, now=at(99)
        )
        assert (moved.due, moved.moved, moved.is_overdue(date(2026, 4, 2))) == (date(2026, 4, 1), 1, True)
        with pytest.raises(NotAllowed):
            minuting.change_action(homes, made.id, state="done", actor=DEE, now=at(99))
        done = minuting.change_action(homes, made.id, state="done", actor=BO, now=at(100))
        assert (done.state, [one.state for one in done.changes]) == ("done", ["open", "open", "done"])
        assert minuting.change_action(homes, made.id, state="done", actor=BO, now=at(101)) == done
        assert [done.as_of(moment) for moment in (made.at, at(99))] == [None, made], "as it stood before"
        assert done.as_of(at(100)) == moved
        assert [one.id for one in ledger.actions("tsc")] == [made.id]
        assert ledger.actions("kit") == ()

    def test_the_draft_says_it_in_both_languages(self, homes):
        held(homes, "bo")
        meeting.mark(homes, KEY, "guest:Gus Guest", "present", organization="Elsewhere", actor=ANN, now=at(2))
        minuting.jot(homes, KEY, "decision", Text("It stays.", "维持。"), ref="fixed:3", actor=ANN, now=at(9))
        minuting.take_on(
            homes, "tsc", Text("Write it", "撰写"), owner="bo", due=date(2026, 3, 20), meeting=KEY, actor=ANN, now=at(9)
        )
        meeting.share(homes, KEY, Shared("recording", "https://v.example.org/1"), actor=ANN, now=at(9))
        meeting.close_meeting(homes, KEY, actor=ANN, now=at(60))
        said = drafted(homes, meeting.found(homes, KEY))
        for words in ("- Ann Example (Example), chair", "- Gus Guest (Elsewhere)", "- It stays.", "- Write it – Bo Example, 2026-03-20",
                      "Quorum: 2 / 3 ✗", "Recording: <https://v.example.org/1>"):  # fmt: skip
            assert words in said.en
        for words in ("主席", "## 行动项", "- 撰写 – Bo Example, 2026-03-20", "法定人数：2 / 3 ✗"):
            assert words in said.zh

    def test_every_verb_has_its_audit_row_and_one_that_changes_nothing_has_none(self, homes):
        held(homes, "bo")
        rows = list(Audit.objects.filter(about=KEY).values_list("verb", flat=True))
        assert rows == ["meeting.open", "roll.present", "roll.present"]
        meeting.open_meeting(homes, KEY, actor=ANN, now=at(3))
        meeting.mark(homes, KEY, "bo", "present", actor=ANN, now=at(3))
        assert Audit.objects.filter(about=KEY).count() == 3


class TestTwoAtOnce:
    """These commit: each thread is a writer of its own."""

    def test_two_open_and_close_once(self, homes, database):
        del database
        made = at_once(*[lambda: meeting.open_meeting(homes, KEY, actor=ANN, now=START) for _ in range(4)])
        assert sorted(map(bool, made)) == [False, False, False, True]
        at_once(*[lambda: meeting.close_meeting(homes, KEY, actor=ANN, now=at(60)) for _ in range(4)])
        assert list(MeetingStep.objects.filter(meeting__key=KEY).order_by("pk").values_list("word", flat=True)) == [
            "open",
            "close",
        ]

    def test_two_mark_one_person_and_both_are_kept(self, homes, database):
        del database
        meeting.open_meeting(homes, NEXT, actor=ANN, now=START + timedelta(days=28))
        later = START + timedelta(days=28)
        states = ("absent", "excused", "present")
        at_once(
            *[lambda state=state: meeting.mark(homes, NEXT, "dee", state, actor=ANN, now=later) for state in states]
        )
        kept = list(
            MeetingMark.objects.filter(meeting__key=NEXT, person="dee").order_by("pk").values_list("state", flat=True)
        )
        assert sorted(kept) == sorted(states)
        assert meeting.found(homes, NEXT).marks["dee"].state == kept[-1]

    def test_many_check_in_at_once_and_all_are_there(self, homes, database):
        del database
        later = START + timedelta(days=28)
        meeting.open_meeting(homes, NEXT, actor=ANN, now=later)
        people = [type(ANN)(name, "10.0.0.1", people=(name,)) for name in SEATS]
        at_once(*[lambda who=who: meeting.check_in(homes, NEXT, actor=who, now=later) for who in people])
        assert meeting.found(homes, NEXT).present >= set(SEATS)

    def test_two_write_the_minutes_and_nothing_is_written_over(self, homes, database):
        del database
        texts = [Text(f"Version of {name}.") for name in ("ann", "operator")]
        made = at_once(
            *[lambda text=text: minuting.write(homes, KEY, text, after=0, actor=ANN, now=at(90)) for text in texts]
        )
        assert MinutesText.objects.filter(meeting__key=KEY).count() == 1
        assert sum("meanwhile" in str(one) for one in made) == 1
