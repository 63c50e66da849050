"""Addresses of ledgers."""

from __future__ import annotations

import pytest

from folkmoot.ledger.address import database_of
from folkmoot.model.errors import WorkspaceBroken


def test_a_file():
    found = database_of("sqlite:////data/w/ledger.sqlite3")
    assert found["NAME"] == "/data/w/ledger.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_server():
    found = database_of("postgresql://bo:p%40ss@db.example.org:5433/moot?sslmode=require")
    keys = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [found[key] for key in keys] == ["moot", "bo", "p@ss", "db.example.org", "5433"]
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "address", ["", "mysql://h/n", "postgresql://h", "postgresql://bo:secret@h:port/n", "sqlite:///", "x"]
)
def test_what_is_no_address_is_refused_without_telling_a_password(address):
    with pytest.raises(WorkspaceBroken, match="no address") as caught:
        database_of(address)
    assert "secret" not in str(caught.value)
