"""Contacts and notes of partners are sealed in the database: the key is a file of the workspace that only its owner may read."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from folkmoot.model.errors import WorkspaceBroken

FILE, VARIABLE = ".contacts-key", "MOOT_CONTACTS_KEY"


def sealed(words: str) -> str:
    """Return words as they are kept. Errors: WorkspaceBroken when there is no workspace for a key, or the key is none."""
    return _box(make=True).encrypt(words.encode()).decode("ascii")


def opened(token: str) -> str:
    """Return words that were kept. Errors: WorkspaceBroken when the key that sealed them is not there."""
    try:
        return _box(make=False).decrypt(token).decode()
    except InvalidToken as error:
        raise _broken("This is not the key that sealed them") from error


def _box(*, make: bool) -> Fernet:
    try:
        return Fernet(os.environ.get(VARIABLE) or _kept(make=make))
    except ValueError as error:
        raise _broken("It holds no key") from error


def _kept(*, make: bool) -> bytes:
    """Return the key of this workspace, made now where there is none; several processes may ask at once."""
    path = _path()
    if make and not path.exists():
        fresh = path.with_name(f"{FILE}.{os.getpid()}.{os.urandom(4).hex()}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Fernet.generate_key())
        try:
            path.hardlink_to(fresh)  # whole, or not at all; and never over another one
        except FileExistsError:
            pass  # another process was quicker: its key is the one
        finally:
            fresh.unlink()
    try:
        return path.read_bytes().strip()
    except OSError as error:
        raise _broken("It cannot be read") from error


def _path() -> Path:
    folder = os.environ.get("MOOT_WORKSPACE", "")
    if not folder:
        raise WorkspaceBroken(
            "the contacts of partners need a workspace for their key.", mend="Open the workspace first."
        )
    return Path(folder) / FILE


def _broken(why: str) -> WorkspaceBroken:
    return WorkspaceBroken(
        f"the contacts and notes of partners are sealed, and their key does not open them. {why}.", where=str(_path()),
        mend=f"Put {FILE} back from where the workspace's keys are kept, or set {VARIABLE}.",
    )  # fmt: skip
