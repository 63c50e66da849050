"""A ledger to test on, once on SQLite and once on a real PostgreSQL where one answers on loopback."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
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
def new_address(vendor: str, folder: Path, *, bare: bool = False) -> Iterator[str]:
    """Give the address of a new ledger without a row, and remove it afterwards. ``bare``: it has no tables either."""
    if vendor == "sqlite":
        if not bare:
            shutil.copyfile(new_file(), folder / "ledger.sqlite3")
        yield f"sqlite:///{folder / 'ledger.sqlite3'}"
        return
    with _new_database(_server_user(), "" if bare else _template()) as address:
        yield address


@contextmanager
def _new_database(user: str, template: str = "") -> Iterator[str]:
    name = f"folkmoot_test_{secrets.token_hex(6)}"
    with psycopg.connect(f"postgresql://{user}@{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        try:
            yield f"postgresql://{user}@{SERVER}/{name}"
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def new_file() -> Path:
    """Return a SQLite ledger without a row, to be copied; the migrations run once in each process of the tests."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(f"sqlite:///{folder / 'ledger.sqlite3'}")
    return folder / "ledger.sqlite3"


@cache
def _template() -> str:
    """Return the name of a database of PostgreSQL as ``new_file``."""
    kept = ExitStack()
    atexit.register(kept.close)
    address = kept.enter_context(_new_database(_server_user()))
    _migrate(address)
    return address.rpartition("/")[2]


def _migrate(address: str) -> None:
    """Make the tables from a process of its own, as the portal does."""
    said = {"MOOT_LEDGER_ADDRESS": address, "DJANGO_SETTINGS_MODULE": "folkmoot.web.settings"}
    command = [sys.executable, "-c", "from folkmoot.ledger.connect import connect; connect()"]
    subprocess.run(command, env={**os.environ, **said}, check=True)


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
