"""Secret ballot boxes: voted into once, counted once, and no way from a voter to a ballot in a copy of the database."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from folkmoot.ledger import boxes, sealing
from folkmoot.ledger.models import Audit, BallotBox, BoxVoter, SealedBallot
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, WorkspaceBroken
from tests.ledgers import connected, new_address

BO = Actor("bo", "10.0.0.2", operator=True)
NOW = datetime(2026, 3, 1, 15, 42, 7)
BOX = "election:kit-2026"
PEOPLE = [f"voter-{number:02}" for number in range(40)]


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("MOOT_WORKSPACE", str(tmp_path))
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def live(request, tmp_path, django_db_blocker):
    """A database whose transactions are really committed."""
    with new_address(request.param, tmp_path) as address, django_db_blocker.unblock(), connected(address):
        yield address


def vote(voter: str, **content: object) -> str:
    return boxes.cast(BOX, voter, content, actor=Actor(voter, "10.0.0.9"), now=NOW)


def opened() -> None:
    boxes.open_box(BOX, actor=BO, now=NOW)


def test_a_ballot_is_found_by_its_receipt_before_and_after_counting(ledger):
    opened()
    receipt = vote("ann", ann=1, bo=2)
    vote("cy", ann=2)
    assert boxes.lies_in(BOX, receipt.lower().replace("-", " "))
    assert not boxes.lies_in(BOX, sealing.new_receipt())
    assert boxes.published(BOX) == ()
    assert boxes.has_voted(BOX) == {"ann", "cy"}
    said = boxes.count(BOX, actor=BO, now=NOW)
    assert sorted(said, key=len) == [{"ann": 2}, {"ann": 1, "bo": 2}]
    found = {one.mark: one.content for one in boxes.published(BOX)}
    assert found[boxes.mark_of(receipt)] == {"ann": 1, "bo": 2}
    assert [one.mark for one in boxes.published(BOX)] == sorted(found)


def test_nobody_votes_twice_or_after_the_count(ledger):
    opened()
    vote("ann", choice="yes")
    with pytest.raises(BadInput, match="voted already"):
        vote("ann", choice="no")
    assert boxes.count(BOX, actor=BO, now=NOW) == ({"choice": "yes"},)
    with pytest.raises(BadInput, match="voting is over"):
        vote("cy", choice="no")
    assert boxes.count(BOX, actor=BO, now=NOW) == ({"choice": "yes"},)


def test_a_box_is_opened_once_and_keeps_its_key(ledger, workspace):
    opened()
    before = boxes.box(BOX)
    opened()
    assert boxes.box(BOX) == before
    (key,) = (workspace / "keys").iterdir()
    assert key.stat().st_mode & 0o777 == 0o600
    assert (workspace / "keys").stat().st_mode & 0o777 == 0o700
    with pytest.raises(BadInput, match="no such ballot box"):
        boxes.cast("election:other", "ann", {}, actor=BO, now=NOW)


def test_the_key_is_destroyed_once_the_count_stands(live, workspace):
    opened()
    vote("ann", choice="yes")
    with transaction.atomic():
        boxes.count(BOX, actor=BO, now=NOW)
        transaction.set_rollback(True)  # the power fails
    assert boxes.published(BOX) == ()
    assert list((workspace / "keys").iterdir())
    boxes.count(BOX, actor=BO, now=NOW)
    assert not list((workspace / "keys").iterdir())


def test_without_the_key_nothing_can_be_counted(live, workspace):
    opened()
    vote("ann", choice="yes")
    for file in (workspace / "keys").iterdir():
        file.unlink()
    with pytest.raises(WorkspaceBroken, match="cannot be read"):
        boxes.count(BOX, actor=BO, now=NOW)
    assert boxes.published(BOX) == ()


def test_a_crash_between_sealing_and_marking_leaves_neither(live, monkeypatch):
    opened()
    with monkeypatch.context() as broken:
        broken.setattr(boxes, "_lay", lambda *_parts: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            vote("ann", choice="yes")
    assert boxes.has_voted(BOX) == frozenset()
    assert boxes.slips(BOX) == ()
    assert vote("ann", choice="yes")


def test_a_box_that_was_tampered_with_is_not_counted(live):
    opened()
    for name in ("ann", "bo"):
        vote(name, choice="yes")
    SealedBallot.objects.filter(slip=boxes.slips(BOX)[0]).delete()
    with pytest.raises(BadInput, match="2 have voted, but 1 ballots lie in the box"):
        boxes.count(BOX, actor=BO, now=NOW)
    public = boxes.box(BOX).public
    row = SealedBallot.objects.get()
    SealedBallot.objects.create(slip="f" * 64, box_id=row.box_id, sealed=sealing.seal(public, "election:other", {}))
    with pytest.raises(BadInput, match="cannot be opened"):
        boxes.count(BOX, actor=BO, now=NOW)


def test_two_threads_of_one_voter_cast_one_ballot(live):
    opened()
    receipts, refused = [], []
    ready = threading.Barrier(4)

    def run():
        try:
            ready.wait()
            receipts.append(vote("ann", choice="yes"))
        except BadInput as error:
            refused.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _each in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(receipts) == 1
    assert len(refused) == 3
    assert len(boxes.slips(BOX)) == 1


def test_nothing_is_lost_when_counting_meets_voting(live):
    """Whoever holds a receipt is counted; whoever comes too late is told so."""
    opened()
    receipts, late = [], []
    ready = threading.Barrier(6)

    def run(name):
        try:
            ready.wait()
            receipts.append(vote(name, choice="yes"))
        except BadInput:
            late.append(name)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in PEOPLE[:5]]
    for one in threads:
        one.start()
    ready.wait()
    counted = boxes.count(BOX, actor=BO, now=NOW)
    for one in threads:
        one.join()
    assert len(counted) == len(receipts)
    assert {one.mark for one in boxes.published(BOX)} == {boxes.mark_of(receipt) for receipt in receipts}
    assert len(receipts) + len(late) == 5


def test_a_receipt_leaves_no_trace_and_leads_nowhere(live):
    """From a slip to a mark, or from either to the receipt, there is no way but through the receipt."""
    opened()
    receipts = [vote(name, choice="yes") for name in PEOPLE[:3]]
    boxes.count(BOX, actor=BO, now=NOW)
    marks, slips = {one.mark for one in boxes.published(BOX)}, set(boxes.slips(BOX))
    assert marks == {boxes.mark_of(one) for one in receipts}
    assert slips == {sealing.slip_of(one) for one in receipts}
    assert not any(slip.startswith(mark) or mark in slip for slip in slips for mark in marks)


def test_ballots_are_of_one_size(ledger):
    opened()
    vote("ann")
    vote("cy", **dict.fromkeys(PEOPLE[:20], 12))
    assert len({len(bytes(row.sealed)) for row in SealedBallot.objects.all()}) == 1


def test_the_audit_trail_tells_the_day_and_not_the_moment(ledger):
    opened()
    vote("ann", choice="yes")
    row = Audit.objects.get(verb="box.cast")
    assert (row.who, row.origin, row.after) == ("ann", "", None)
    assert (row.at.hour, row.at.minute, row.at.second) == (0, 0, 0)


def _matches(voters: list[str], ballots: list[str], receipt_of: dict[str, str]) -> int:
    """How many voters stand in the same place as their ballot, when both are in the order that the database keeps?"""
    return sum(sealing.slip_of(receipt_of[voter]) == slip for voter, slip in zip(voters, ballots, strict=True))


def _voted(people: list[str]) -> dict[str, str]:
    opened()
    return {voter: vote(voter, choice=random.choice(("yes", "no"))) for voter in people}


@pytest.mark.parametrize("counted", [False, True])
def test_no_order_in_a_copy_of_sqlite_links_voter_and_ballot(tmp_path, django_db_blocker, counted):
    """What an attacker with ledger.sqlite3, -wal and -shm sees: rowids in the order of writing, and bytes."""
    with new_address("sqlite", tmp_path) as address, django_db_blocker.unblock(), connected(address):
        receipt_of = _voted(PEOPLE)
        if counted:
            boxes.count(BOX, actor=BO, now=NOW)
        copy = tmp_path / "copy"
        copy.mkdir()
        for file in tmp_path.glob("ledger.sqlite3*"):
            shutil.copy(file, copy)
    raw = b"".join(file.read_bytes() for file in copy.iterdir())
    for receipt in receipt_of.values():
        assert receipt.encode() not in raw
        assert receipt.replace("-", "").encode() not in raw
        assert (boxes.mark_of(receipt).encode() in raw) == counted
    wal = copy / "ledger.sqlite3-wal"
    assert not wal.exists() or wal.stat().st_size == 0, "the steps that led here are kept"
    with sqlite3.connect(copy / "ledger.sqlite3") as file:
        voters = [row[0] for row in file.execute("SELECT voter FROM ledger_boxvoter ORDER BY rowid")]
        ballots = [row[0] for row in file.execute("SELECT slip FROM ledger_sealedballot ORDER BY rowid")]
    assert _matches(voters, ballots, receipt_of) <= 6
    assert len(set(ballots)) == len(voters) == len(PEOPLE)
    if not counted:
        assert _last_batch(ballots, 32) == sorted(_last_batch(ballots, 32))


def _last_batch(slips: list[str], number: int) -> list[str]:
    return slips[-number:]


@pytest.mark.parametrize("counted", [False, True])
def test_neither_xmin_nor_ctid_of_postgresql_links_voter_and_ballot(tmp_path, django_db_blocker, counted):
    """What a copy of PostgreSQL's rows tells beyond their columns: which transaction wrote them, and where they lie."""
    with new_address("postgresql", tmp_path) as address, django_db_blocker.unblock(), connected(address):
        receipt_of = _voted(PEOPLE)
        if counted:
            boxes.count(BOX, actor=BO, now=NOW)
        with psycopg.connect(address) as raw:
            voted_by = dict(raw.execute("SELECT voter, xmin::text FROM ledger_boxvoter").fetchall())
            voters = [row[0] for row in raw.execute("SELECT voter FROM ledger_boxvoter ORDER BY ctid")]
            rows = raw.execute("SELECT slip, xmin::text FROM ledger_sealedballot ORDER BY ctid").fetchall()
            if counted:
                assert _dead_rows(raw) <= 0
    by_transaction: dict[str, list[str]] = {}
    for slip, written in rows:
        by_transaction.setdefault(written, []).append(slip)
    assert _matches(voters, [slip for slip, _written in rows], receipt_of) <= 6
    alone = [
        voter for voter, written in voted_by.items()
        if by_transaction.get(written) == [sealing.slip_of(receipt_of[voter])]
    ]  # fmt: skip
    assert len(alone) <= 2  # beside whoever was last left alone by chance
    if counted:
        assert len(by_transaction) == 1
        assert not set(by_transaction) & set(voted_by.values())


def test_the_count_waits_for_who_still_sees_how_the_ballots_lay(tmp_path, django_db_blocker):
    with new_address("postgresql", tmp_path) as address, django_db_blocker.unblock(), connected(address):
        _voted(PEOPLE)
        with psycopg.connect(address) as reader, psycopg.connect(address, autocommit=True) as raw:
            reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            reader.execute("SELECT count(*) FROM ledger_boxvoter")
            leaving = threading.Timer(1, reader.rollback)
            leaving.start()
            boxes.count(BOX, actor=BO, now=NOW)
            leaving.join()
            assert _dead_rows(raw) <= 0


def test_a_count_leaves_no_trace_while_somebody_writes_into_another_database_of_the_server(tmp_path, django_db_blocker):
    """Snapshots of all databases of a server begin with the oldest transaction that writes into any of them."""
    with (
        new_address("postgresql", tmp_path) as other,
        new_address("postgresql", tmp_path) as address,
        django_db_blocker.unblock(),
        connected(address),
        psycopg.connect(other) as elsewhere,
    ):
        elsewhere.execute("SELECT pg_current_xact_id()")
        _voted(PEOPLE)
        boxes.count(BOX, actor=BO, now=NOW)
        with psycopg.connect(address, autocommit=True) as raw:
            assert _dead_rows(raw) <= 0


def _dead_rows(raw: psycopg.Connection) -> int:
    """Return how many ballots that were taken out still lie in the table's file; -1 where PostgreSQL has no pageinspect."""
    if not raw.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pageinspect'").fetchone():
        return -1
    raw.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
    pages = "generate_series(0, pg_relation_size('ledger_sealedballot') / 8192 - 1) AS page"
    items = "heap_page_items(get_raw_page('ledger_sealedballot', page::int))"
    found = raw.execute(f"SELECT count(*) FROM {pages}, {items} WHERE lp_len > 0 AND t_xmax <> '0'::xid").fetchone()
    return found[0] if found else -1


def _neighbours(batch: set[str], slips: list[str]) -> set[str]:
    """Return those of a batch that stand in its one longest run, all slips sorted and closed to a ring."""
    ring = sorted(slips)
    start = next(place for place, slip in enumerate(ring) if slip not in batch)
    runs: list[list[str]] = [[]]
    for slip in ring[start:] + ring[:start]:
        if slip in batch:
            runs[-1].append(slip)
        elif runs[-1]:
            runs.append([])
    return set(max(runs, key=len))


def test_the_newest_ballot_is_not_the_odd_one_of_those_laid_with_it(live):
    """Were the others chosen anywhere else, the newest would be the one that stands apart from their run of slips."""
    opened()
    kept = BallotBox.objects.get(key=BOX)
    for number in range(120):
        slip = sealing.slip_of(sealing.new_receipt())
        with transaction.atomic():
            boxes._lay(kept, slip, b"x" * 64)
        if number < 40:
            continue
        with connection.cursor() as cursor:
            order = "rowid" if connection.vendor == "sqlite" else "xmin::text::bigint, slip"
            cursor.execute(f"SELECT slip FROM ledger_sealedballot ORDER BY {order}")
            slips = [row[0] for row in cursor.fetchall()]
        batch = set(slips[-boxes.MIXED - 1 :])
        assert slip in batch
        assert _neighbours(batch, slips) == batch


@pytest.mark.parametrize("number", [0, 1, 30, 31, 32, 33, 62, 63, 64])
def test_so_many_are_laid_anew_as_there_are_or_as_shall_be(ledger, number):
    opened()
    kept = BallotBox.objects.get(key=BOX)
    there = {f"{place:064x}": b"x" for place in range(10, 10 + 3 * number, 3)}
    boxes._laid(kept, there)
    for slip in (f"{1:064x}", f"{9999:064x}", f"{20:064x}" if number > 3 else f"{8:064x}"):
        others = boxes._beside(kept, slip)
        assert len({one.slip for one in others}) == len(others) == min(number, boxes.MIXED)


def test_nobody_marks_a_voter_otherwise(live):
    opened()
    vote("ann", choice="yes")
    with connection.cursor() as cursor, pytest.raises(Exception, match="never changed"), transaction.atomic():
        cursor.execute("DELETE FROM ledger_boxvoter")
    assert BoxVoter.objects.count() == 1
