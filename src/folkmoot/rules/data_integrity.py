"""Data Integrity proofs of verifiable credentials: Ed25519 over canonical JSON, the cryptosuite eddsa-jcs-2022.

Source: https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from folkmoot.rules.canonical import canonical
from folkmoot.rules.multibase import base58, from_base58

SUITE = "eddsa-jcs-2022"
PURPOSE = "assertionMethod"


def proven(document: Mapping[str, Any], secret: bytes, method: str, created: str) -> dict[str, Any]:
    """Return a document with its proof. ``method``: the whole name of the key; ``created``: a moment such as 2026-03-01T09:00:00Z."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    proof = {
        "@context": bare["@context"], "type": "DataIntegrityProof", "cryptosuite": SUITE, "created": created,
        "verificationMethod": method, "proofPurpose": PURPOSE,
    }  # fmt: skip
    signature = Ed25519PrivateKey.from_private_bytes(secret).sign(_hashed(proof, bare))
    return {**bare, "proof": {**proof, "proofValue": "z" + base58(signature)}}


def fits(document: Mapping[str, Any], public: bytes) -> bool:
    """Return whether the proof of a document fits it: not a letter of either was changed. Anything that is no such proof does not."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    proof = proof_of(document)
    if proof is None or not is_ours(proof):
        return False
    if "@context" in proof and proof["@context"] != bare.get("@context"):
        return False
    value = str(proof.get("proofValue", ""))
    try:
        signature = from_base58(value[1:])
        if not value.startswith("z") or "z" + base58(signature) != value:
            return False
        hashed = _hashed({name: one for name, one in proof.items() if name != "proofValue"}, bare)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, hashed)
    except (InvalidSignature, ValueError, RecursionError):
        return False
    return True


def proof_of(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the one proof of a document, which stands there by itself or as a list of one; None for none, or several."""
    proof = document.get("proof")
    if isinstance(proof, list):
        proof = proof[0] if len(proof) == 1 else None
    return proof if isinstance(proof, Mapping) else None


def is_ours(proof: Mapping[str, Any]) -> bool:
    """Return whether a proof is of the one kind that is made and read here."""
    said = (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose"))
    return said == ("DataIntegrityProof", SUITE, PURPOSE)


def _hashed(proof: Mapping[str, Any], bare: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(canonical(proof)).digest() + hashlib.sha256(canonical(bare)).digest()
