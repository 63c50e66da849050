"""The workspace's signing key: made once beside its secret key, or given by the environment; and what is signed with it."""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.reports.motion_record import record_of
from folkmoot.rules.canonical import public_of, signed
from folkmoot.wiring.house import House

FILE = ".signing-key"
VARIABLE = "MOOT_SIGNING_KEY"
LENGTH = 32


def signing_key(folder: Path) -> bytes:
    """Return the 32 bytes of the Ed25519 key: ``MOOT_SIGNING_KEY`` (base64url), or those made for this workspace.

    Errors: WorkspaceBroken for a key that is none.
    """
    path = folder / FILE
    said = os.environ.get(VARIABLE, "")
    if not said and not path.exists():
        _make(path)
    said = said or path.read_text("ascii").strip()
    try:
        key = base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise WorkspaceBroken(
            "the signing key is none.", where=VARIABLE if os.environ.get(VARIABLE) else str(path),
            mend="It is 32 bytes as base64url; take the file away and a new one is made.",
        )  # fmt: skip
    return key


def _make(path: Path) -> None:
    """Write a new key that nobody else may read; of two processes at once the first one's stays, whole."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).decode().rstrip("="))
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


def public_key(house: House) -> str:
    """Return the public key under which this workspace's records are signed."""
    return public_of(signing_key(house.folder))


def signed_record(house: House, number: int) -> dict[str, Any]:
    """Return the signed record of a decision. Errors: BadInput when there is no such motion, or it is still open."""
    return signed(record_of(house.homes(), number), signing_key(house.folder))
