"""Motions on both databases: who may do what, what is frozen, what is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from folkmoot.jobs import moving, one_vote, voting
from folkmoot.ledger import motions
from folkmoot.ledger.models import Audit, MotionAct
from folkmoot.ledger.models import Motion as MotionRow
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Term
from folkmoot.model.identity import Correction
from folkmoot.model.text import Text
from folkmoot.model.voting import Stage, VotingRule
from folkmoot.reports.homes import Homes
from folkmoot.reports.motion_record import record_of
from folkmoot.rules.canonical import signed
from folkmoot.rules.recompute import verified
from tests.jobs.committee import ANN, BO, CHARTER, CY, NOW, OUT, SHELL, homes_in, move, word


@pytest.fixture
def homes(tmp_path, monkeypatch) -> Homes:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    return homes_in(tmp_path)


@pytest.mark.usefixtures("ledger")
class TestOneAtATime:
    def test_a_motion_from_opening_to_its_record(self, homes):
        number = move(homes, rule="majority", about="proposal:kit", authorises={"status": "accepted"})
        assert motions.about("proposal:kit")[0].number == number
        voting.vote(homes, number, "no", actor=ANN, now=NOW)
        voting.vote(homes, number, "yes", actor=ANN, now=NOW + timedelta(hours=1), why="convinced")
        voting.vote(homes, number, "yes", actor=CY, now=NOW + timedelta(hours=2))
        assert motions.outcome(number).word == "open"
        assert moving.close_due(NOW + timedelta(days=6)) == ()
        [(closed, outcome)] = moving.close_due(NOW + timedelta(days=7))
        assert (closed, outcome.word, outcome.count.yes) == (number, "passed", 2)
        assert motions.outcome(number) == outcome
        assert moving.close_due(NOW + timedelta(days=8)) == ()
        assert [act.verb for act in motions.acts(number)] == ["vote", "vote", "vote", "close"]
        verbs = Audit.objects.filter(about=f"motion {number}").values_list("verb", flat=True)
        assert list(verbs) == ["motion.open", "motion.vote", "motion.vote", "motion.vote", "motion.close"]
        assert motions.motion(number).authorises == {"status": "accepted"}
        assert motions.outcome(999) is None

    def test_who_may_move(self, homes):
        move(homes, actor=CY)  # has a seat in the committee
        for group, actor in (("tsc", OUT), ("kit", CY), ("kit", ANN), ("tsc", Actor(""))):
            with pytest.raises(NotAllowed, match="only those who lead"):
                move(homes, group, actor=actor)
        move(homes, "kit", actor=BO)
        move(homes, "kit", actor=SHELL)

    def test_what_is_no_motion(self, homes):
        for more, said in (
            ({"group": "none"}, "no group 'none'"), ({"kind": "joke"}, "no kind of motion"), ({"title": Text(" ")}, "needs a question"),
            ({"title": Text("x" * 301)}, "too long"), ({"rule": "lucky"}, "no voting rule"), ({"recused": ["zoe"]}, "nobody called 'zoe'"),
            ({"closes_at": NOW}, "end before it begins"), ({"secret": True}, "cannot be voted on in secret"),
            ({"title": Text("a\0b")}, "a character that is none"),
        ):  # fmt: skip
            with pytest.raises(BadInput, match=said):
                move(homes, **more)
        with pytest.raises(BadInput, match="nobody in empty may vote"):
            move(homes, "empty", actor=SHELL)

    def test_one_open_motion_about_a_thing(self, homes):
        first = move(homes, about="minutes:12", rule="majority")
        with pytest.raises(BadInput, match=f"motion {first} about the same is still open"):
            move(homes, about="minutes:12")
        second = move(
            homes, about="minutes:12", rule="majority", now=NOW + timedelta(days=8)
        )  # the first is over by then
        assert motions.outcome(first).word == "lapsed"
        moving.withdraw(homes, second, actor=ANN, now=NOW + timedelta(days=8), why="a slip")
        move(homes, about="minutes:12")

    def test_who_has_no_vote(self, homes):
        number = move(homes, rule="majority", recused=["bo"])
        for actor, said in (
            (OUT, "'eve' is not of the electorate"),
            (BO, "'bo' has no vote"),
            (SHELL, "not of the electorate"),
        ):
            with pytest.raises(NotAllowed, match=said):
                voting.vote(homes, number, "yes", actor=actor, now=NOW)
        with pytest.raises(BadInput, match="'perhaps' is no choice"):
            voting.vote(homes, number, "perhaps", actor=ANN, now=NOW)
        with pytest.raises(BadInput, match="no motion 77"):
            voting.vote(homes, 77, "yes", actor=ANN, now=NOW)

    def test_a_change_of_the_roster_changes_no_electorate(self, homes):
        number = move(homes, rule="majority")
        gone = replace(CHARTER.groups[0], roles=(Term("bo", "chair"), Term("eve", "member")))
        later = replace(homes, charter=replace(CHARTER, groups=(gone, *CHARTER.groups[1:])))
        voting.vote(later, number, "yes", actor=Actor("dee", people=("dee",)), now=NOW + timedelta(days=4))
        with pytest.raises(NotAllowed, match="not of the electorate"):
            voting.vote(later, number, "yes", actor=Actor("eve", people=("eve",)), now=NOW + timedelta(days=4))
        assert moving.seen(number, NOW).standing.count.electors == 4

    def test_two_ids_that_turn_out_to_be_one_person_have_one_vote(self, homes):
        number = move(homes, rule="majority")
        joined = replace(homes, corrections=(Correction("1", "merge", "ann", "cy"),))
        voting.vote(joined, number, "yes", actor=ANN, now=NOW)
        voting.vote(joined, number, "no", actor=CY, now=NOW)
        assert [(one.elector, one.choice) for one in moving.seen(number, NOW).standing.votes] == [("ann", "no")]
        both = move(joined, rule="majority")
        assert [(one.person, one.same) for one in motions.motion(both).electors] == [
            ("ann", ("cy",)),
            ("bo", ()),
            ("dee", ()),
        ]

    def test_who_has_voted_under_one_id_votes_no_second_time_under_another(self, homes):
        joined = replace(homes, corrections=(Correction("1", "merge", "ann", "cy"),))
        number = move(homes, rule="majority")
        voting.vote(homes, number, "yes", actor=CY, now=NOW)
        voting.vote(joined, number, "no", actor=Actor("ann", people=("ann", "cy")), now=NOW)
        assert [(one.elector, one.choice) for one in moving.seen(number, NOW).standing.votes] == [("ann", "no")]
        voting.recuse(joined, number, actor=ANN, now=NOW)
        with pytest.raises(NotAllowed, match="'ann' has no vote"):
            voting.vote(joined, number, "yes", actor=ANN, now=NOW)
        sealed = move(homes, rule="sealed")
        voting.vote_in_secret(homes, sealed, "yes", actor=CY, now=NOW)
        with pytest.raises(BadInput, match="voted already"):
            voting.vote_in_secret(joined, sealed, "no", actor=ANN, now=NOW)

    def test_who_voted_twice_before_it_was_known_counts_once_with_the_later_vote(self, homes):
        number = move(homes, rule="majority")
        for actor, choice in ((ANN, "no"), (BO, "yes"), (CY, "yes")):
            voting.vote(homes, number, choice, actor=actor, now=NOW)
        joined = replace(homes, corrections=(Correction("1", "merge", "ann", "cy"),))
        assert one_vote.join_due(joined, NOW) == ((number, "cy"),)
        assert one_vote.join_due(joined, NOW) == ()
        count = moving.seen(number, NOW).standing.count
        assert (count.electors, count.yes, count.no) == (3, 2, 0)
        assert one_vote.join_due(homes, NOW) == ((number, "cy"),)
        assert moving.seen(number, NOW).standing.count.electors == 4
        one_vote.join_due(joined, NOW)
        [(_number, outcome)] = moving.close_due(NOW + timedelta(days=7))
        assert one_vote.join_due(homes, NOW + timedelta(days=8)) == ()
        record = signed(record_of(joined, number), bytes(32))
        assert verified(record).count == outcome.count

    def test_a_secret_vote_has_one_stage(self, homes):
        twice = VotingRule(
            "twice", quorum="at least 3", threshold="more than 1/2", stages=(Stage("mail", 1), Stage("mail", 1))
        )
        asked = replace(homes, charter=replace(CHARTER, voting=(twice,)))
        with pytest.raises(BadInput, match="cannot be voted on in secret"):
            move(asked, rule="twice", secret=True)

    def test_nothing_happens_after_the_end(self, homes):
        number, late = move(homes, rule="majority"), NOW + timedelta(days=7)
        for act in (
            lambda: voting.vote(homes, number, "yes", actor=ANN, now=late),
            lambda: voting.object_to(homes, number, "no", actor=ANN, now=late),
            lambda: voting.recuse(homes, number, actor=ANN, now=late),
            lambda: moving.withdraw(homes, number, actor=ANN, now=late, why="late"),
            lambda: moving.end_stage(homes, number, actor=ANN, now=late),
        ):
            with pytest.raises(BadInput, match="is over"):
                act()
        moving.close_due(late)
        with pytest.raises(BadInput, match="is over"):
            voting.vote(homes, number, "yes", actor=ANN, now=late)
        with pytest.raises(motions.Overtaken):
            motions.append(number, len(motions.acts(number)), "vote", elector="ann", actor=ANN, now=late)

    def test_nothing_happens_before_the_opening(self, homes):
        number = move(homes, rule="majority")
        with pytest.raises(BadInput, match="not open yet"):
            voting.vote(homes, number, "yes", actor=ANN, now=NOW - timedelta(minutes=1))

    def test_the_chain_of_a_committee(self, homes):
        number = move(homes)
        with pytest.raises(NotAllowed, match="only those who lead"):
            voting.roll_call(homes, number, ["ann"], actor=BO, now=NOW)
        voting.roll_call(homes, number, ["ann", "bo", "zoe"], actor=ANN, now=NOW)
        voting.vote(homes, number, "yes", actor=ANN, now=NOW, elector="bo")
        with pytest.raises(NotAllowed):
            voting.vote(homes, number, "yes", actor=CY, now=NOW, elector="bo")
        assert moving.end_stage(homes, number, actor=ANN, now=NOW + timedelta(hours=1)).word == "open"
        with pytest.raises(NotAllowed, match="in a meeting only"):
            voting.vote(homes, number, "no", actor=ANN, now=NOW + timedelta(hours=2), elector="bo")
        with pytest.raises(BadInput, match="still has its time"):
            moving.end_stage(homes, number, actor=ANN, now=NOW + timedelta(hours=2))
        voting.object_to(homes, number, "too dear", actor=CY, now=NOW + timedelta(days=1))
        with pytest.raises(BadInput, match="no objection to take back"):
            voting.retract(homes, number, actor=ANN, now=NOW + timedelta(days=2))
        assert word(number, 8) == "failed"
        voting.retract(homes, number, actor=CY, now=NOW + timedelta(days=2))
        assert word(number, 8) == "passed"
        assert moving.close_due(NOW + timedelta(days=8))[0][1].channel == "lapse"

    def test_a_live_quorum_decides_at_once(self, homes):
        number = move(homes)
        voting.roll_call(homes, number, ["ann", "bo", "cy"], actor=ANN, now=NOW)
        for who in (ANN, BO):
            voting.vote(homes, number, "yes", actor=who, now=NOW)
        outcome = moving.end_stage(homes, number, actor=ANN, now=NOW + timedelta(hours=1))
        assert (outcome.word, outcome.channel, outcome.count.here) == ("passed", "live", 3)
        assert motions.outcome(number) == outcome

    def test_everybody_has_voted_so_the_chair_may_close(self, homes):
        number = move(homes, "kit", rule="majority", actor=BO)
        for who in (ANN, BO, CY):
            voting.vote(homes, number, "yes", actor=who, now=NOW)
        assert moving.end_stage(homes, number, actor=BO, now=NOW + timedelta(hours=1)).word == "passed"

    def test_maintainers_within_five_working_days_without_the_subject(self, homes):
        """Monday 9:00 UTC in Shanghai; Wednesday is a holiday: five working days end with next Tuesday."""
        number = move(homes, "kit", kind="promotion", actor=BO, recused=["cy"], about="round:1:cy:committer")
        found = moving.seen(number, NOW)
        assert found.motion.rule.name == "maintainers"
        assert found.standing.ends_at == datetime(2026, 3, 10, 16)
        assert [one.person for one in found.motion.electors] == ["bo"]
        voting.vote(homes, number, "yes", actor=BO, now=NOW)
        assert moving.close_due(NOW + timedelta(minutes=1))[0][1].word == "passed"  # the rest can change nothing

    def test_recusing_oneself_is_for_good(self, homes):
        number = move(homes, rule="majority")
        voting.vote(homes, number, "yes", actor=CY, now=NOW)
        voting.recuse(homes, number, actor=CY, now=NOW, why="my employer sells it")
        standing = moving.seen(number, NOW).standing
        assert (standing.count.yes, standing.count.electors, standing.recused) == (0, 3, ("cy",))
        with pytest.raises(NotAllowed, match="'cy' has no vote"):
            voting.recuse(homes, number, actor=CY, now=NOW)
        with pytest.raises(NotAllowed, match="'cy' has no vote"):
            voting.vote(homes, number, "yes", actor=CY, now=NOW)

    def test_withdrawing(self, homes):
        number = move(homes, actor=CY)
        with pytest.raises(BadInput, match="for a reason"):
            moving.withdraw(homes, number, actor=CY, now=NOW, why=" ")
        with pytest.raises(NotAllowed):
            moving.withdraw(homes, number, actor=BO, now=NOW, why="I am against it")
        moving.withdraw(homes, number, actor=CY, now=NOW, why="a slip")
        assert motions.outcome(number).word == "withdrawn"
        assert moving.close_due(NOW + timedelta(days=30)) == ()

    def test_a_secret_vote(self, homes):
        number = move(homes, rule="sealed")
        receipt = voting.vote_in_secret(homes, number, "yes", actor=ANN, now=NOW)
        assert len(receipt) > 10
        voting.vote_in_secret(homes, number, "no", actor=BO, now=NOW)
        voting.vote_in_secret(homes, number, "yes", actor=CY, now=NOW)
        with pytest.raises(BadInput, match="voted already"):
            voting.vote_in_secret(homes, number, "no", actor=ANN, now=NOW)
        with pytest.raises(BadInput, match="in secret"):
            voting.vote(homes, number, "no", actor=ANN, now=NOW)
        with pytest.raises(BadInput, match="sealed already"):
            voting.recuse(homes, number, actor=ANN, now=NOW)
        dee = Actor("dee", people=("dee",))
        voting.recuse(homes, number, actor=dee, now=NOW)
        assert motions.acts(number)[-1].verb == "recuse"
        with pytest.raises(NotAllowed, match="'dee' has no vote"):
            voting.vote_in_secret(homes, number, "no", actor=dee, now=NOW)
        assert moving.seen(number, NOW).standing.count.here == 3
        [(_number, outcome)] = moving.close_due(NOW + timedelta(days=7))
        assert (outcome.word, outcome.count.yes, outcome.count.no) == ("passed", 2, 1)
        closed = motions.acts(number)[-1]
        assert sorted(one["choice"] for one in closed.content["ballots"]) == ["no", "yes", "yes"]
        assert closed.content["voted"] == ["ann", "bo", "cy"]
        told = Audit.objects.filter(about=f"motion {number}", verb="motion.close").get()
        assert "ballots" not in told.after

    def test_the_database_refuses_what_a_program_might_try(self, homes):
        number = move(homes, rule="majority")
        voting.recuse(homes, number, actor=CY, now=NOW)
        row = MotionRow.objects.get(number=number)
        facts = {"at": "2026-03-02T09:00Z", "who": "x", "why": "", "content": {}}
        for bad in (
            {"ordinal": 1, "verb": "vote", "elector": "ann"},  # a place that is taken
            {"ordinal": 2, "verb": "recuse", "elector": "cy"},  # a second time
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                MotionAct.objects.create(motion=row, **bad, **facts)
        MotionAct.objects.create(motion=row, ordinal=2, verb="withdraw", **facts)
        with pytest.raises(IntegrityError), transaction.atomic():
            MotionAct.objects.create(motion=row, ordinal=3, verb="close", **facts)
