"""Sealing a ballot to the key of its box, and the two marks that follow from a voter's receipt.

X25519 with a key of its own for each ballot, HKDF-SHA256, ChaCha20-Poly1305 (RFC 7748, 5869, 8439). A ballot is padded, so that its
length tells nothing. The receipt itself is kept nowhere: its *slip* lies beside the sealed ballot, its *mark* inside of it and in
the published list, and neither leads to the other without the receipt.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another one
GROUPS, GROUP = 5, 5
BLOCK = 1024  # ballots are padded to a whole number of these
KEY = 32
ONCE = bytes(12)  # a nonce may be constant where each key is used once


def new_receipt() -> str:
    """Return 125 random bits as a voter can note them down: five groups of five letters."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(GROUP)) for _group in range(GROUPS))


def slip_of(receipt: str) -> str:
    """Return under what the sealed ballot lies in its box. Errors: BadInput for what is no receipt."""
    return hashlib.sha256(f"folkmoot slip\n{_plain(receipt)}".encode()).hexdigest()


def mark_of(receipt: str) -> str:
    """Return under what the ballot is published after counting. Errors: BadInput for what is no receipt."""
    return hashlib.sha256(f"folkmoot mark\n{_plain(receipt)}".encode()).hexdigest()[:32]


def _plain(receipt: str) -> str:
    said = "".join(letter for letter in receipt.upper() if letter not in "- \t\r\n")
    if len(said) != GROUPS * GROUP or not set(said) <= set(LETTERS):
        raise BadInput(
            Text("this is no receipt.", "这不是有效的回执。"),
            mend=Text(
                f"A receipt is {GROUPS} groups of {GROUP} letters or digits.",
                f"回执由 {GROUPS} 组、每组 {GROUP} 个字母或数字组成。",
            ),
        )
    return said


def public_of(private: X25519PrivateKey) -> str:
    """Return the public half of a key, in hex."""
    return _raw(private.public_key()).hex()


def seal(public: str, box: str, content: Mapping[str, Any]) -> bytes:
    """Seal what a ballot says to the key of a box; nobody can open it without the box's private key."""
    once, to = X25519PrivateKey.generate(), X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    mine = _raw(once.public_key())
    words = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    padded = words + b" " * (-len(words) % BLOCK)
    return mine + ChaCha20Poly1305(_shared(once.exchange(to), mine, to)).encrypt(ONCE, padded, box.encode())


def unseal(private: X25519PrivateKey, box: str, sealed: bytes) -> dict[str, Any]:
    """Open a sealed ballot. Errors: BadInput for one that was sealed to another key or box, or was changed."""
    mine, rest = sealed[:KEY], sealed[KEY:]
    key = _shared(private.exchange(X25519PublicKey.from_public_bytes(mine)), mine, private.public_key())
    try:
        opened: dict[str, Any] = json.loads(ChaCha20Poly1305(key).decrypt(ONCE, rest, box.encode()))
    except InvalidTag as error:
        raise BadInput(
            Text(
                "a ballot cannot be opened: it was changed, or the key is another one.",
                "选票无法开封：内容已被改动，或密钥不符。",
            ),
            where=box,
        ) from error
    return opened


def _shared(exchanged: bytes, mine: bytes, to: X25519PublicKey) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=b"folkmoot box\n" + mine + _raw(to)).derive(exchanged)


def _raw(public: X25519PublicKey) -> bytes:
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)
