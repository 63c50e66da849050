"""The private keys of ballot boxes: files of the workspace that only its owner may read, and never in the database."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from folkmoot.model.errors import WorkspaceBroken

FOLDER = "keys"


def made(box: str) -> X25519PrivateKey:
    """Return the private key of a box, made now where there is none; several processes may ask at once."""
    path = _path(box)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(X25519PrivateKey.generate().private_bytes_raw())
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)  # whole, or not at all; and never over another one
        except FileExistsError:
            pass
        else:
            _settle(path.parent)
    finally:
        fresh.unlink()
    return kept(box)


def kept(box: str) -> X25519PrivateKey:
    """Return the private key of a box. Errors: WorkspaceBroken when it is not there any more."""
    path = _path(box)
    try:
        return X25519PrivateKey.from_private_bytes(path.read_bytes())
    except (OSError, ValueError) as error:
        raise WorkspaceBroken(
            f"the key of the ballot box '{box}' cannot be read, so its ballots cannot be opened.", where=str(path),
            mend="Put the file back from where the workspace's keys are kept.",
        ) from error  # fmt: skip


def destroy(box: str) -> None:
    """Remove the private key of a box for ever; nothing happens where there is none."""
    path = _path(box)
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    _settle(path.parent)


def _path(box: str) -> Path:
    folder = os.environ.get("MOOT_WORKSPACE", "")
    if not folder:
        raise WorkspaceBroken("a ballot box needs a workspace for its key.", mend="Open the workspace first.")
    return Path(folder) / FOLDER / f"{quote(box, safe='')}.key"


def _settle(folder: Path) -> None:
    """Let the folder's change outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
