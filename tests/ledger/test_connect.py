"""Bringing the ledger up."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from folkmoot.ledger import corrections
from folkmoot.ledger.connect import connect
from folkmoot.model.actor import Actor
from folkmoot.model.errors import WorkspaceBroken
from tests.ledgers import connected, new_address

BO = Actor("bo", operator=True)

RECORD = """
from folkmoot.ledger.connect import connect
connect()
from folkmoot.ledger import corrections
from folkmoot.model.actor import Actor
for number in range(5):
    corrections.record("hide", "ann", actor=Actor("bo", operator=True), why="at once")
"""


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_processes_that_migrate_and_write_at_once_all_succeed(vendor, tmp_path, django_db_blocker):
    with new_address(vendor, tmp_path, bare=True) as address:
        environment = {**os.environ, "MOOT_LEDGER_ADDRESS": address, "DJANGO_SETTINGS_MODULE": "folkmoot.web.settings"}
        runs = [
            subprocess.Popen([sys.executable, "-c", RECORD], env=environment, stderr=subprocess.PIPE) for _ in range(4)
        ]
        faults = [run.communicate()[1].decode() for run in runs]
        assert [run.returncode for run in runs] == [0, 0, 0, 0], faults
        with django_db_blocker.unblock(), connected(address):
            assert len(corrections.current()) == 20
            assert corrections.version() == "20.20"


def test_connecting_again_changes_nothing(database):
    connect()
    with CaptureQueriesContext(connection) as asked:
        connect()
    assert asked.captured_queries
    assert {query["sql"].split()[0] for query in asked.captured_queries} <= {"SELECT", "PRAGMA"}


def test_each_workspace_has_its_own_ledger(tmp_path, django_db_blocker):
    first, second = f"sqlite:///{tmp_path}/one.sqlite3", f"sqlite:///{tmp_path}/two.sqlite3"
    with django_db_blocker.unblock(), connected(first):
        corrections.record("hide", "ann", actor=BO, why="only here")
        with connected(second):
            assert corrections.current() == ()
        assert len(corrections.current()) == 1


def test_an_open_transaction_is_never_left(tmp_path, django_db_blocker, monkeypatch):
    with django_db_blocker.unblock(), connected(f"sqlite:///{tmp_path}/one.sqlite3"), transaction.atomic():
        monkeypatch.setenv("MOOT_LEDGER_ADDRESS", f"sqlite:///{tmp_path}/two.sqlite3")
        connect()
        assert connection.settings_dict["NAME"].endswith("one.sqlite3")


@pytest.mark.parametrize(
    "address", ["sqlite:////no/such/folder/ledger.sqlite3", "postgresql://nobody@127.0.0.1:1/nothing"]
)
def test_a_ledger_that_cannot_be_opened_is_one_sentence(address, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        pytest.raises(WorkspaceBroken, match="the ledger cannot be opened"),
        connected(address),
    ):
        pass


def test_a_file_that_is_no_database_is_one_sentence(tmp_path, django_db_blocker):
    (tmp_path / "ledger.sqlite3").write_text("not a database at all, but long enough to look like one" * 40)
    with (
        django_db_blocker.unblock(),
        pytest.raises(WorkspaceBroken, match="not a database"),
        connected(f"sqlite:///{tmp_path}/ledger.sqlite3"),
    ):
        pass
