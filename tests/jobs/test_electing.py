"""One election from the first nomination to the certificate, on both databases; and what two people at once come to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from folkmoot.charter.charter import Charter
from folkmoot.jobs import electing
from folkmoot.lake.lake import Lake
from folkmoot.ledger import boxes, elections
from folkmoot.ledger.models import Audit, ElectionAct
from folkmoot.model.actor import Actor
from folkmoot.model.community import Community
from folkmoot.model.election import Election, Entitled
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.identity import Correction
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text
from folkmoot.reports.election_course import box_of, seen
from folkmoot.reports.election_result import agrees, is_published, record_of, tally_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.canonical import signed
from folkmoot.rules.election_record import read_record
from tests.ledgers import connected, new_address

NAME = "kit-2026"
DURING, BETWEEN, OPEN, OVER = (datetime(2026, 3, day) for day in (2, 11, 13, 22))
WHO = ("ann", "bo", "cy", "dee", "eve", "fay")
ANN, BO, CY, DEE, EVE, FAY = (Actor(name, "10.0.0.1", people=(name,)) for name in WHO)
OUT = Actor("guest", "10.0.0.9")
SHELL = Actor("cli:root", operator=True)
ELECTION = Election(
    NAME, Text("Kit"), "tsc", "2026-03-01", "2026-03-10", "2026-03-12", "2026-03-20", seats=2, per_organization=1,
    tie="lot", seed="word", voters=Entitled(roles=("member", "maintainer")), officers=("fay",), publish_from=3,
)  # fmt: skip
CHARTER = Charter(
    Community(Text("Kit")),
    people=tuple(
        Person(name, name.title(), (f"gitee:{name}",), (Affiliation("Acme"),) if name in ("ann", "bo") else ())
        for name in (*WHO, "gil")
    ),
    groups=(
        Group(Kind.SIG, "kit", Text("Kit"), roles=tuple(Term(name, "member") for name in ("ann", "bo", "cy", "dee"))),
        Group(Kind.COMMITTEE, "tsc", Text("TSC")),
    ),
    elections=(ELECTION,),
)  # fmt: skip


@pytest.fixture
def homes(tmp_path, monkeypatch) -> Homes:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(CHARTER, lake)


def stands(homes: Homes, *actors: Actor) -> None:
    for actor in actors:
        electing.nominate(homes, NAME, "", actor=actor, now=DURING)


def vote(homes: Homes, actor: Actor, now: datetime = OPEN, **marks: int | None) -> str:
    return electing.vote(homes, NAME, marks, actor=actor, now=now)


def course(homes: Homes, now: datetime = OPEN):
    return seen(homes, NAME, now).course


def test_from_the_first_nomination_to_a_certificate_that_anybody_counts_again(ledger, homes):
    """Ann and Bo are of Acme, which may have one of the two seats.

    ann  ann>bo>cy
    bo   ann>bo>cy
    cy   bo>ann, no opinion of cy
    """
    stands(homes, ANN, BO, CY)
    vote(homes, ANN, ann=1, bo=2, cy=3)
    vote(homes, BO, ann=1, bo=2, cy=3)
    receipt = vote(homes, CY, ann=2, bo=1)
    assert electing.due(homes, OVER) == ((NAME, "close"),)
    assert electing.due(homes, OVER) == ()
    it = seen(homes, NAME, OVER)
    tally = tally_of(it)
    assert tally.seated.elected == ("ann", "cy")
    assert [one.candidate for one in tally.seated.passed_over] == ["bo"]
    assert agrees(it, tally)
    electing.certify(homes, NAME, "counted twice", actor=FAY, now=OVER)
    record = signed(record_of(seen(homes, NAME, OVER)), b"k" * 32)
    again = read_record(json.dumps(record), unsigned=True)
    assert again.faults == ()
    assert again.tally.seated == tally.seated
    assert boxes.mark_of(receipt) in [one["mark"] for one in record["ballots"]]
    verbs = list(Audit.objects.filter(about=f"election {NAME}").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["election.nominate"] * 3 + ["election.open", "election.close", "election.certify"]


def test_a_record_that_was_changed_is_told(ledger, homes):
    stands(homes, ANN, CY)
    for actor in (ANN, BO, CY):
        vote(homes, actor, ann=1, cy=2)
    electing.due(homes, OVER)
    record = record_of(seen(homes, NAME, OVER))
    record["result"]["elected"] = ["cy", "ann"]
    assert "elected" in read_record(json.dumps(record), unsigned=True).faults[0].en
    record["ballots"][0]["marks"] = [2, 1]
    assert any("digest" in fault.en for fault in read_record(json.dumps(record)).faults)
    with pytest.raises(BadInput, match="no record of an election"):
        read_record('{"format": "folkmoot-election/1"}')
    with pytest.raises(BadInput, match="ballot 1, 'ann'"):
        read_record(json.dumps({**record, "ballots": [{"mark": "0", "marks": [0, 1]}]}))


def test_few_ballots_are_withheld_and_still_counted_again(ledger, homes):
    stands(homes, ANN, CY)
    vote(homes, ANN, ann=1, cy=2)
    electing.due(homes, OVER)
    it = seen(homes, NAME, OVER)
    assert not is_published(it)
    record = record_of(it)
    assert record["ballots"] is None
    again = read_record(json.dumps(record), unsigned=True)
    assert again.faults == ()
    assert "withheld" in again.notes[0].en
    assert again.tally.seated.elected == ("ann", "cy")


def test_nobody_votes_before_after_twice_or_unasked(ledger, homes):
    stands(homes, ANN, CY)
    with pytest.raises(BadInput, match="a ballot may be cast while voting goes on"):
        vote(homes, ANN, now=BETWEEN, ann=1)
    with pytest.raises(NotAllowed, match="not on the roll"):
        vote(homes, EVE, ann=1)
    with pytest.raises(NotAllowed, match="nobody whom the charter declares"):
        vote(homes, OUT, ann=1)
    vote(homes, ANN, ann=1)
    with pytest.raises(BadInput, match="voted already"):
        vote(homes, ANN, ann=1)
    with pytest.raises(BadInput, match="voting is over"):
        vote(homes, BO, now=OVER, ann=1)
    electing.due(homes, OVER)
    with pytest.raises(BadInput, match="the ballots are counted"):
        vote(homes, BO, now=OVER, ann=1)


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({"ann": 0}, "a rank is a whole number"),
        ({"zoe": 1}, "nobody called 'zoe'"),
        ({"ann": None}, "says nothing"),
        ({}, "says nothing"),
    ],
)
def test_a_ballot_that_is_none_is_refused_and_can_be_mended(ledger, homes, marks, says):
    stands(homes, ANN, CY)
    with pytest.raises(BadInput, match=says):
        vote(homes, ANN, **marks)
    assert boxes.has_voted(box_of(NAME)) == frozenset()
    assert vote(homes, ANN, ann=1)


def test_the_roll_is_frozen_when_voting_opens(ledger, homes):
    stands(homes, ANN)
    assert electing.due(homes, OPEN) == ((NAME, "open"),)
    frozen = course(homes).roll
    assert frozen == ("ann", "bo", "cy", "dee")
    (kit, tsc) = CHARTER.groups
    changed = replace(CHARTER, groups=(replace(kit, roles=(Term("eve", "member"),)), tsc), commit="later")
    later = Homes(changed, homes.lake)
    assert course(later).roll == frozen
    with pytest.raises(NotAllowed):
        vote(later, EVE, ann=1)
    assert vote(later, DEE, ann=1)


def test_a_person_of_two_ids_votes_once_also_when_they_are_found_to_be_one(ledger, homes):
    """Cy and Dee turn out to be one person while people vote."""
    stands(homes, ANN)
    vote(homes, CY, ann=1)
    merged = Correction("1", "merge", "cy", "dee", datetime(2026, 3, 13), "bo", "asked both", None)
    later = Homes(CHARTER, homes.lake, (merged,), "2")
    assert later.identity.person_of["cy"] == later.identity.person_of["dee"]
    with pytest.raises(BadInput, match="voted already"):
        vote(later, DEE, ann=1)


def test_an_exception_lets_somebody_vote(ledger, homes):
    stands(homes, ANN)
    with pytest.raises(BadInput, match="you may vote already"):
        electing.request(homes, NAME, "please", actor=ANN, now=DURING)
    electing.request(homes, NAME, "I translate the handbook.", actor=EVE, now=DURING)
    with pytest.raises(BadInput, match="asked already"):
        electing.request(homes, NAME, "I translate.", actor=EVE, now=DURING)
    with pytest.raises(NotAllowed, match="only election officers"):
        electing.decide(homes, NAME, "eve", granted=True, why="seen", actor=ANN, now=DURING)
    with pytest.raises(NotAllowed, match="only election officers"):
        electing.decide(homes, NAME, "eve", granted=True, why="seen", actor=SHELL, now=DURING)
    with pytest.raises(BadInput, match="needs a reason"):
        electing.decide(homes, NAME, "eve", granted=True, why="", actor=FAY, now=DURING)
    electing.decide(homes, NAME, "eve", granted=True, why="seen it", actor=FAY, now=DURING)
    assert vote(homes, EVE, ann=1)
    assert "eve" in course(homes).roll
    with pytest.raises(BadInput, match="the time for exceptions is over"):
        electing.request(homes, NAME, "me too", actor=FAY, now=OPEN)


def test_an_exception_that_is_granted_while_people_vote_counts_too(ledger, homes):
    stands(homes, ANN)
    electing.request(homes, NAME, "I translate.", actor=EVE, now=BETWEEN)
    vote(homes, ANN, ann=1)
    electing.decide(homes, NAME, "eve", granted=True, why="seen it", actor=FAY, now=OPEN)
    assert vote(homes, EVE, ann=1)


def test_who_may_stand_and_who_says_so(ledger, homes):
    with pytest.raises(BadInput, match="an election officer cannot stand"):
        electing.nominate(homes, NAME, "fay", actor=ANN, now=DURING)
    with pytest.raises(BadInput, match="nobody is known as 'zoe'"):
        electing.nominate(homes, NAME, "zoe", actor=ANN, now=DURING)
    electing.nominate(homes, NAME, "gitee:bo", actor=ANN, now=DURING)
    with pytest.raises(BadInput, match="already"):
        electing.nominate(homes, NAME, "Bo", actor=CY, now=DURING)
    with pytest.raises(BadInput, match="nobody has nominated you"):
        electing.answer(homes, NAME, "accept", actor=CY, now=DURING)
    assert course(homes).standing == ()
    electing.answer(homes, NAME, "accept", actor=BO, now=DURING)
    electing.state(homes, NAME, "I **care**.", "", actor=BO, now=DURING)
    assert [one.statement.en for one in course(homes).standing] == ["I **care**."]
    electing.answer(homes, NAME, "withdraw", actor=BO, now=BETWEEN)
    with pytest.raises(BadInput, match="nominations are over"):
        electing.nominate(homes, NAME, "", actor=CY, now=BETWEEN)
    with pytest.raises(BadInput, match="voting is going on"):
        electing.answer(homes, NAME, "withdraw", actor=BO, now=OPEN)


def test_endorsements_are_of_voters_and_not_of_oneself(ledger, homes):
    stands(homes, ANN)
    with pytest.raises(BadInput, match="nobody endorses themselves"):
        electing.endorse(homes, NAME, "ann", actor=ANN, now=DURING)
    with pytest.raises(NotAllowed, match="only those who may vote"):
        electing.endorse(homes, NAME, "ann", actor=EVE, now=DURING)
    electing.endorse(homes, NAME, "ann", actor=BO, now=DURING)
    with pytest.raises(BadInput, match="already"):
        electing.endorse(homes, NAME, "ann", actor=BO, now=DURING)
    assert course(homes).candidates[0].endorsed_by == ("bo",)


def test_counting_and_certifying_are_the_officers(ledger, homes):
    stands(homes, ANN)
    with pytest.raises(BadInput, match="ballots are counted when voting is over"):
        electing.close(homes, NAME, actor=FAY, now=OPEN)
    with pytest.raises(NotAllowed):
        electing.close(homes, NAME, actor=ANN, now=OVER)
    with pytest.raises(BadInput, match="a result is certified when"):
        electing.certify(homes, NAME, "", actor=FAY, now=OVER)
    electing.close(homes, NAME, actor=FAY, now=OVER)
    with pytest.raises(NotAllowed):
        electing.certify(homes, NAME, "", actor=SHELL, now=OVER)


def test_an_election_without_ballots_or_candidates_can_be_counted(ledger, homes):
    electing.due(homes, OVER)
    assert tally_of(seen(homes, NAME, OVER)).seated.elected == ()
    assert read_record(json.dumps(record_of(seen(homes, NAME, OVER))), unsigned=True).faults == ()


def test_who_acts_on_an_old_view_is_told_to_look_again(ledger, homes):
    stands(homes, ANN)
    with pytest.raises(elections.Overtaken), transaction.atomic():
        elections.append(NAME, 0, "nominate", person="bo", actor=BO, now=DURING)
    assert ElectionAct.objects.count() == 1


@pytest.fixture(params=["sqlite", "postgresql"])
def live(request, tmp_path, django_db_blocker) -> Iterator[str]:
    with new_address(request.param, tmp_path) as address, django_db_blocker.unblock(), connected(address):
        yield address


def test_many_at_once_open_one_roll_and_each_votes_once(live, homes):
    """Four people vote twice each at the same moment, which is the first of the voting."""
    stands(homes, ANN, CY)
    ready, receipts, refused = threading.Barrier(8), [], []

    def run(actor):
        try:
            ready.wait()
            receipts.append(vote(homes, actor, ann=1, cy=2))
        except BadInput as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in (ANN, BO, CY, DEE) for _twice in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(receipts) == 4, refused
    assert all("voted already" in one for one in refused)
    assert ElectionAct.objects.filter(verb="open").count() == 1
    electing.due(homes, OVER + timedelta(days=1))
    assert tally_of(seen(homes, NAME, OVER)).figures.ballots == 4
