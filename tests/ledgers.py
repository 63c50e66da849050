"""A ledger to test on, once on SQLite and once on a real PostgreSQL where one answers on loopback."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from folkmoot.ledger.connect import connect
from folkmoot.model.errors import BadInput, NotAllowed

SERVER = "127.0.0.1:5432"


def _server_user() -> str:
    """Return who may make databases on the loopback server; skip, saying why, where nobody answers."""
    said = ""
    for user in ("postgres", "root"):
        try:
            psycopg.connect(f"postgresql://{user}@{SERVER}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError as error:
            said = str(error).strip().splitlines()[0]
        else:
            return user
    pytest.skip(f"no PostgreSQL answers on {SERVER} ({said})")


@contextmanager
def new_address(vendor: str, folder: Path) -> Iterator[str]:
    """Give the address of a new, empty database, and remove it afterwards."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder / 'ledger.sqlite3'}"
        return
    user, name = _server_user(), f"folkmoot_test_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{user}@{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgresql://{user}@{SERVER}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def connected(address: str) -> Iterator[None]:
    """Connect the ledger at ``address``, and come back to the one before."""
    before, said = connections.settings["default"], os.environ.get("MOOT_LEDGER_ADDRESS")
    os.environ["MOOT_LEDGER_ADDRESS"] = address
    try:
        connect()
        yield
    finally:
        connection.close()
        del connections["default"]
        connections.settings["default"] = before
        os.environ.pop("MOOT_LEDGER_ADDRESS")
        if said is not None:
            os.environ["MOOT_LEDGER_ADDRESS"] = said


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all that at the same moment, each with a connection of its own; return what each returned or raised."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            results[place] = act()
        except (BadInput, NotAllowed) as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
