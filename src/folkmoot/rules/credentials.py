"""Certificates as Open Badges 3.0: verifiable credentials of the W3C's data model 2.0, and the issuer's own documents.

Sources: https://www.imsglobal.org/spec/ob/v3p0/ and https://www.w3.org/TR/vc-data-model-2.0/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from folkmoot.model.certificate import ED25519, RS256, Award, Issuer, Key
from folkmoot.model.text import Text
from folkmoot.rules.data_integrity import proven
from folkmoot.rules.jose import jwk_of, thumbprint, token
from folkmoot.rules.multibase import multikey
from folkmoot.rules.status_list import SIZE, encoded

VC = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
"""What defines the type of the schema below: of every type the context says what it means."""
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
TYPES: Mapping[str, str] = {
    "promotion": "Assignment",
    "level": "Badge",
    "contest": "Award",
    "camp": "CertificateOfCompletion",
    "hand": "Certificate",
}
"""What Open Badges calls each kind of certificate."""


def did_of(address: str) -> str:
    """Return the did:web name of a portal. Source: https://w3c-ccg.github.io/did-method-web/

    Edges: below a path the document stands at ``PATH/did.json``.
    """
    host, _, path = address.partition("://")[2].rstrip("/").partition("/")
    return ":".join(["did:web", quote(host, safe=""), *(quote(part, safe="") for part in path.split("/") if part)])


def methods_of(issuer: Issuer) -> tuple[Key, Key]:
    """Return the two public keys that an issuer signs with today. Errors: ValueError for a key that is none."""
    jwk = jwk_of(issuer.rsa)
    return _edwards(issuer), Key(thumbprint(jwk), RS256, jwk)


def _edwards(issuer: Issuer) -> Key:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = multikey(Ed25519PrivateKey.from_private_bytes(issuer.ed25519).public_key().public_bytes_raw())
    return Key(public, ED25519, {"multibase": public})


def credential_of(
    issuer: Issuer, award: Award, ident: str, index: int, *, number: str, holder: str, now: datetime
) -> dict[str, Any]:  # fmt: skip
    """Return the credential of a certificate, unsigned. ``number``: the holder's, as it was written on the day."""
    page = f"{issuer.address}/certificates/{ident}/"
    return {
        "@context": [VC, BADGES, EXTENSIONS],
        "id": page,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": both(award.title),
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": both(issuer.name), "url": issuer.address},
        "validFrom": moment(now),
        "credentialSubject": {
            "id": f"{issuer.address}/numbers/{number}/",
            "type": ["AchievementSubject"],
            "identifier": [_identity("identifier", number), _identity("name", holder)],
            "achievement": {
                "id": f"{page}#achievement",
                "type": ["Achievement"],
                "achievementType": TYPES[award.kind],
                "name": both(award.title),
                "description": both(award.says),
                "criteria": {"narrative": both(award.criteria)},
            },
        },
        "evidence": [
            {"id": one.url or f"{page}#evidence-{place}", "type": ["Evidence"], "name": both(one.name), "narrative": both(one.says)}
            for place, one in enumerate(award.evidence, 1)
        ],
        "credentialStatus": status_entry(issuer.address, index),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }  # fmt: skip


def signed_json(issuer: Issuer, credential: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a credential with its proof, in a list of one: so the schema of Open Badges has it."""
    signed = _proven(issuer, credential, now)
    return {**signed, "proof": [signed["proof"]]}


def _proven(issuer: Issuer, document: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return proven(document, issuer.ed25519, f"{issuer.did}#{_edwards(issuer).kid}", moment(now))


def signed_jwt(issuer: Issuer, credential: Mapping[str, Any], now: datetime) -> str:
    """Return a credential as a token: its own members, and what every token says of itself."""
    _other, key = methods_of(issuer)
    claims = {
        "iss": issuer.did, "jti": credential["id"], "sub": credential["credentialSubject"]["id"], "nbf": seconds(now),
    }  # fmt: skip
    return token({**credential, **claims}, issuer.rsa, f"{issuer.did}#{key.kid}")


def status_entry(address: str, index: int) -> dict[str, str]:
    """Return where a credential's revocation would be told."""
    number, place = divmod(index, SIZE)
    page = f"{address}/certificates/status/{number + 1}/"
    return {
        "id": f"{page}#{place}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": str(place), "statusListCredential": page,
    }  # fmt: skip


def status_list(issuer: Issuer, number: int, revoked: Iterable[int], now: datetime) -> dict[str, Any]:
    """Return a signed list of revocations. ``revoked``: places in all lists."""
    page = f"{issuer.address}/certificates/status/{number}/"
    mine = (index % SIZE for index in revoked if index // SIZE == number - 1)
    credential = {
        "@context": [VC], "id": page, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did, "validFrom": moment(now),
        "credentialSubject": {
            "id": f"{page}#list", "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded(mine),
        },
    }  # fmt: skip
    return _proven(issuer, credential, now)


def did_document(did: str, keys: Iterable[Key], also: Iterable[str] = ()) -> dict[str, Any]:
    """Return the document that publishes an issuer's keys, retired ones too: what they signed stays verifiable.

    ``also``: what the issuer was, or is, called beside it, by the portal's other addresses.
    """
    methods = [
        {"id": f"{did}#{key.kid}", "controller": did}
        | ({"type": "Multikey", "publicKeyMultibase": key.public["multibase"]} if key.algorithm == ED25519
           else {"type": "JsonWebKey", "publicKeyJwk": jwk(key)})
        for key in keys
    ]  # fmt: skip
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"],
        "id": did, **({"alsoKnownAs": others} if (others := [*also]) else {}),
        "verificationMethod": methods, "assertionMethod": [one["id"] for one in methods],
    }  # fmt: skip


def jwk(key: Key) -> dict[str, str]:
    """Return a key as JWK; an Ed25519 one as RFC 8037 writes it."""
    if key.algorithm == ED25519:
        from folkmoot.rules.multibase import base64url, from_multikey

        x = base64url(from_multikey(key.public["multibase"]))
        return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": key.kid, "alg": "EdDSA", "use": "sig"}
    return {**key.public, "kid": key.kid, "alg": key.algorithm, "use": "sig"}


def both(words: Text) -> str:
    """Return words in both languages as one text: Open Badges has room for one only."""
    return f"{words.en} / {words.zh}" if words.en and words.zh and words.en != words.zh else words.en or words.zh


def moment(at: datetime) -> str:
    """Return a UTC moment without a zone as credentials write it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def seconds(at: datetime) -> int:
    """Return a UTC moment without a zone as seconds since 1970."""
    return int((at - datetime(1970, 1, 1)).total_seconds())


def _identity(kind: str, said: str) -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": said, "identityType": kind}
