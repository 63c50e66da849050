"""Credentials as JSON Web Tokens, signed with RS256, and their keys as JWK."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from folkmoot.rules.canonical import canonical, read
from folkmoot.rules.multibase import base64url, from_base64url

ALGORITHM = "RS256"
LEAST_BITS = 2048
PARTS = 3  # header, payload, signature


def token(payload: Mapping[str, Any], pem: bytes, kid: str) -> str:
    """Return the compact form of a signed payload. Source: https://www.rfc-editor.org/rfc/rfc7515"""
    header = {"alg": ALGORITHM, "kid": kid, "typ": "JWT"}
    signed = f"{base64url(canonical(header))}.{base64url(canonical(payload))}"
    return f"{signed}.{base64url(_private(pem).sign(signed.encode(), PKCS1v15(), SHA256()))}"


def parts_of(said: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and payload of a token, unchecked. Errors: ValueError for what is none."""
    pieces = said.split(".")
    if len(pieces) != PARTS:
        raise ValueError("it has not three parts")
    header, payload = (read(from_base64url(piece)) for piece in pieces[:2])
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise ValueError("its parts are no objects")  # noqa: TRY004 — what somebody showed is wrong, not our types
    return header, payload


def fits(said: str, public: Mapping[str, str]) -> bool:
    """Return whether the signature of a token fits it, under a JWK; the algorithm is RS256 whatever the token says."""
    signed, _, signature = said.rpartition(".")
    try:
        header, _payload = parts_of(said)
        if header.get("alg") != ALGORITHM or "crit" in header:
            return False
        public_of_jwk(public).verify(from_base64url(signature), signed.encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def jwk_of(pem: bytes) -> dict[str, str]:
    """Return the public half of a private key as a JWK without a name. Source: https://www.rfc-editor.org/rfc/rfc7517"""
    numbers = _private(pem).public_key().public_numbers()
    return {"kty": "RSA", "n": _number(numbers.n), "e": _number(numbers.e)}


def thumbprint(jwk: Mapping[str, str]) -> str:
    """Return the name that follows from a JWK itself. Source: https://www.rfc-editor.org/rfc/rfc7638"""
    return base64url(hashlib.sha256(canonical({name: jwk[name] for name in ("kty", "n", "e")})).digest())


def public_of_jwk(jwk: Mapping[str, str]) -> RSAPublicKey:
    """Return the key of a JWK. Errors: ValueError for one that is no RSA key, or too short to be trusted."""
    if jwk.get("kty") != "RSA" or not {"n", "e"} <= jwk.keys():
        raise ValueError("it is no RSA key")
    key = RSAPublicNumbers(*(int.from_bytes(from_base64url(jwk[name])) for name in ("e", "n"))).public_key()
    if key.key_size < LEAST_BITS:
        raise ValueError("the RSA key is too short")
    return key


@lru_cache(maxsize=2)  # reading it proves that its factors are prime, which takes longer than signing with it
def _private(pem: bytes) -> RSAPrivateKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise ValueError(f"it is no RSA key of {LEAST_BITS} bits or more")
    return key


def _number(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8))
