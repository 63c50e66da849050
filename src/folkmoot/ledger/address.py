"""The ledger's address, ``sqlite:///file`` or ``postgresql://…``, read into Django's database settings."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from folkmoot.model.errors import WorkspaceBroken

IN_MEMORY = "sqlite://:memory:"
_PATIENCE = 20  # seconds to wait for another writer

_SQLITE = {
    "timeout": _PATIENCE,
    # A transaction that will write takes its lock at the start, so two writers wait instead of failing.
    "transaction_mode": "IMMEDIATE",
    # Readers go on while somebody writes, and what was committed survives a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database_of(address: str) -> dict[str, Any]:
    """Return Django's settings for the database at ``address``. Errors: WorkspaceBroken when it is no such address."""
    scheme, _, rest = address.partition("://")
    if scheme == "sqlite":
        return _sqlite(rest)
    if scheme in {"postgresql", "postgres"}:
        return _postgresql(address)
    raise _unknown(address)


def _sqlite(rest: str) -> dict[str, Any]:
    name = rest if rest == ":memory:" else rest.removeprefix("/")
    if not name:
        raise _unknown("sqlite://")
    # Opening the file and saying all this for every request would cost more than most requests themselves.
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "CONN_MAX_AGE": 300, "OPTIONS": dict(_SQLITE)}


def _postgresql(address: str) -> dict[str, Any]:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _unknown("postgresql://…") from error
    if not parts.path.strip("/"):
        raise _unknown("postgresql://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _unknown(shown: str) -> WorkspaceBroken:
    return WorkspaceBroken(
        "this is no address of a ledger.",
        where=shown.partition("@")[0] if "@" not in shown else shown.partition("://")[0] + "://…",
        mend="Write a file's name, or postgresql://user@host/name.",
    )
