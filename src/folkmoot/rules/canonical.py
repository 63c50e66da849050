"""Signed records: JSON in one canonical form, signed with Ed25519, so that anybody can check one offline."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from folkmoot.model.errors import BadInput

ALGORITHM = "Ed25519"
SIGNATURE = "signature"
PARTS = frozenset({"algorithm", "public_key", "value"})
MOST_DIGITS = 40
_SAFE = 2**53  # whole numbers beyond this are not the same in every reader of JSON


def canonical(value: Any) -> bytes:
    """Return JSON as RFC 8785 writes it: keys in order, nothing between tokens, UTF-8. Source: https://www.rfc-editor.org/rfc/rfc8785

    Edges: of numbers only whole ones below 2**53 are taken, and of keys only ASCII ones: then the order of code points is
    that of UTF-16, and no number is written in two ways. Errors: ValueError for anything else.
    """
    _must_be_plain(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _must_be_plain(value: Any) -> None:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise ValueError(f"a record's key cannot be {key!r}")
            _must_be_plain(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _must_be_plain(each)
    elif isinstance(value, bool) or value is None or isinstance(value, str):
        return
    elif not isinstance(value, int) or abs(value) >= _SAFE:
        raise ValueError(f"a record cannot hold {value!r}")


def read(text: str | bytes) -> Any:
    """Return what JSON says, where every reader of it reads the same. Errors: ValueError, of which ``str`` is one sentence's part."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_number)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):  # of which others may read the first one, and we the last
        names = [name for name, _value in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in one object")
    return found


def _number(said: str) -> int:
    if len(said) > MOST_DIGITS:
        raise ValueError(f"a number of {len(said)} digits is too long")
    return int(said)


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is no number")


def signed(record: Mapping[str, Any], secret: bytes) -> dict[str, Any]:
    """Return the record with its signature; ``secret``: the 32 bytes of an Ed25519 key. The same record, the same bytes."""
    key = Ed25519PrivateKey.from_private_bytes(secret)
    bare = {name: value for name, value in record.items() if name != SIGNATURE}
    made = {"algorithm": ALGORITHM, "public_key": public_of(secret), "value": _text(key.sign(canonical(bare)))}
    return {**bare, SIGNATURE: made}


def public_of(secret: bytes) -> str:
    """Return the public key, as records name it."""
    return _text(Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())


def fingerprint(public_key: str) -> str:
    """Return a short name of a public key that people can compare: the first 32 digits of its SHA-256."""
    digits = hashlib.sha256(_bytes(public_key)).hexdigest()[:32]
    return " ".join(digits[place : place + 4] for place in range(0, 32, 4))


def must_be_signed(record: Mapping[str, Any], trusted: str = "") -> str:
    """Return the public key under which a record is signed. Errors: BadInput when it is not, or by another than ``trusted``."""
    said = record.get(SIGNATURE)
    if not isinstance(said, Mapping) or said.get("algorithm") != ALGORITHM:
        raise BadInput("this record has no signature.", mend="Export it again.")
    if set(said) != PARTS:  # what stands beside them is not signed
        raise BadInput(f"a signature is {', '.join(sorted(PARTS))} and nothing else.", mend="Ask for the record again.")
    public = str(said.get("public_key", ""))
    if trusted and public != trusted.strip():
        raise BadInput(
            f"this record is signed with another key: {public}.", mend="Ask the community which key is its own."
        )
    bare = {name: value for name, value in record.items() if name != SIGNATURE}
    try:
        Ed25519PublicKey.from_public_bytes(_bytes(public)).verify(_bytes(str(said.get("value", ""))), canonical(bare))
    except (InvalidSignature, ValueError, RecursionError) as error:
        raise BadInput(
            "the signature does not fit: the record was changed.", mend="Ask for the record again."
        ) from error
    return public


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(said: str) -> bytes:
    try:
        raw = base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("no base64url") from error
    if _text(raw) != said:  # its last letter holds bits of no byte: one signature, one spelling
        raise ValueError("no base64url")
    return raw
