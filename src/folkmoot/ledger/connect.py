"""Bringing the ledger up: Django on the address that the environment names, with its tables as they must be."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError

from folkmoot.ledger.address import database_of
from folkmoot.model.errors import WorkspaceBroken

_LOCK = 0x666F6C6B  # the number under which PostgreSQL keeps our migration lock: "folk"


def connect() -> None:
    """Set Django up on ``MOOT_LEDGER_ADDRESS`` and migrate it; several processes may do so at once.

    Edges: called again with another address it leaves the first ledger for that one, unless a transaction is open.
    Errors: WorkspaceBroken when the database cannot be reached or written.
    """
    django.setup()
    _move_to(os.environ.get("MOOT_LEDGER_ADDRESS", ""))
    try:
        if _pending():
            with _alone():
                if _pending():  # somebody else may have done it while we waited
                    call_command("migrate", verbosity=0, interactive=False)
    except (OperationalError, DatabaseError) as error:
        raise WorkspaceBroken(
            f"the ledger cannot be opened: {str(error).strip()}.",
            where=str(connection.settings_dict["NAME"]),
            mend="Is the folder writable, or the database server running, and is the setting 'ledger' right?",
        ) from error


def _move_to(address: str) -> None:
    wanted = database_of(address) if address else None
    if wanted is None or wanted["NAME"] == connection.settings_dict["NAME"] or connection.in_atomic_block:
        return
    connection.close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": wanted})["default"]


def _pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock under which only one process migrates this database."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    elif "memory" in name:
        yield
    else:
        path = Path(name)
        with path.with_name(path.name + ".lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
