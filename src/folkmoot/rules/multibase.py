"""Bytes as text, each in one spelling only: base58btc and base64url, and the public keys that are written so."""

from __future__ import annotations

import base64
import binascii

_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"  # the multicodec of an Ed25519 public key, as a varint
_LENGTH = 32


def base58(raw: bytes) -> str:
    """Return bytes in base58btc, without the ``z`` of multibase. Source: https://www.w3.org/TR/cid-1.0/#base-encode"""
    number, said = int.from_bytes(raw), ""
    while number:
        number, rest = divmod(number, len(_LETTERS))
        said = _LETTERS[rest] + said
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + said


def from_base58(said: str) -> bytes:
    """Return what is written in base58btc. Errors: ValueError for another letter."""
    number = 0
    for letter in said:
        number = number * len(_LETTERS) + _LETTERS.index(letter)
    zeros = len(said) - len(said.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def base64url(raw: bytes) -> str:
    """Return bytes in base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(said: str) -> bytes:
    """Return what is written in base64url. Errors: ValueError for padding, or a second spelling of the same bytes."""
    try:
        raw = base64.b64decode(said + "=" * (-len(said) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("it is no base64url") from error
    if base64url(raw) != said:
        raise ValueError("it is no base64url")
    return raw


def multikey(public: bytes) -> str:
    """Return an Ed25519 public key as Multikey writes it: ``z6Mk…``."""
    return "z" + base58(_ED25519 + public)


def from_multikey(said: str) -> bytes:
    """Return the 32 bytes of an Ed25519 public key. Errors: ValueError for anything else."""
    raw = from_base58(said.removeprefix("z"))
    if not said.startswith("z") or not raw.startswith(_ED25519) or len(raw) != _LENGTH + len(_ED25519):
        raise ValueError("it is no Ed25519 key")
    return raw[len(_ED25519) :]
