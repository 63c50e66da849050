"""What is issued against the tables of Open Badges 3.0, and its signatures read by code that shares nothing with ours.

The tables are written down again from https://www.imsglobal.org/spec/ob/v3p0/#data-models (AchievementCredential and what it holds)
and https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry, as JSON Schema.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from jsonschema import Draft201909Validator

from folkmoot.model.certificate import KINDS
from folkmoot.rules.credentials import credential_of, did_document, methods_of, signed_json, signed_jwt
from tests.rules.test_credentials import AWARD, NOW, issuer, shown

URI = {"type": "string", "pattern": r"^[a-zA-Z][a-zA-Z0-9+.-]*:\S+$"}
WORDS = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"}  # DateTimeZ: with its zone
ACHIEVEMENT_TYPES = [
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
]
IDENTITY_TYPES = [
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
]


def types(*names: str) -> dict[str, Any]:
    """A set of types that holds each of these."""
    return {
        "type": "array",
        "items": WORDS,
        "uniqueItems": True,
        "allOf": [{"contains": {"const": name}} for name in names],
    }


def thing(needed: str, **fields: Any) -> dict[str, Any]:
    """An object with these fields; more are extensions, which the context would have to define: we have none."""
    return {"type": "object", "required": needed.split(), "properties": fields, "additionalProperties": False}


IDENTITY = thing(
    "type hashed identityHash identityType", type={"const": "IdentityObject"}, hashed={"type": "boolean"}, identityHash=WORDS,
    identityType={"enum": list(IDENTITY_TYPES)},
)  # fmt: skip
ACHIEVEMENT = thing(
    "id type name description criteria", id=URI, type=types("Achievement"), name=WORDS, description=WORDS,
    achievementType={"enum": list(ACHIEVEMENT_TYPES)}, criteria={"anyOf": [thing("narrative", narrative=WORDS), thing("id", id=URI)]},
)  # fmt: skip
PROOF = thing(
    "type cryptosuite created verificationMethod proofPurpose proofValue", type={"const": "DataIntegrityProof"},
    cryptosuite={"const": "eddsa-jcs-2022"}, created=MOMENT, verificationMethod=URI, proofPurpose={"const": "assertionMethod"},
    proofValue={"type": "string", "pattern": "^z[1-9A-HJ-NP-Za-km-z]{80,90}$"}, **{"@context": {"type": "array"}},
)  # fmt: skip
CREDENTIAL = thing(
    "@context id type issuer validFrom credentialSubject",
    id=URI, type=types("VerifiableCredential", "OpenBadgeCredential"), name=WORDS, validFrom=MOMENT, proof={"type": "array", "items": PROOF},
    issuer=thing("id type", id=URI, type=types("Profile"), name=WORDS, url=URI),
    credentialSubject=thing("type achievement", id=URI, type=types("AchievementSubject"), achievement=ACHIEVEMENT,
                            identifier={"type": "array", "items": IDENTITY, "minItems": 1}),
    evidence={"type": "array", "items": thing("type", id=URI, type=types("Evidence"), name=WORDS, narrative=WORDS)},
    credentialStatus=thing("id type statusPurpose statusListIndex statusListCredential", id=URI, type={"const": "BitstringStatusListEntry"},
                           statusPurpose={"const": "revocation"}, statusListIndex={"type": "string", "pattern": r"^\d+$"}, statusListCredential=URI),
    credentialSchema={"type": "array", "items": thing("id type", id=URI, type={"const": "1EdTechJsonSchemaValidator2019"})},
    **{"@context": {"type": "array", "minItems": 2, "items": [
        {"const": "https://www.w3.org/ns/credentials/v2"},
        {"pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$"},
        {"const": "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"},  # defines 1EdTechJsonSchemaValidator2019
    ]}},
)  # fmt: skip


@cache
def document(kind: str = "contest") -> str:
    credential = credential_of(
        issuer(), replace(AWARD, kind=kind), "0123456789abcdef", 42, number="GI000042-9", holder="Ann 安", now=NOW
    )
    return json.dumps(signed_json(issuer(), credential, NOW))


@cache
def token() -> str:
    credential = credential_of(issuer(), AWARD, "0123456789abcdef", 42, number="GI000042-9", holder="Ann 安", now=NOW)
    return signed_jwt(issuer(), credential, NOW)


def faults(value: Any) -> list[str]:
    return [
        f"{'/'.join(map(str, one.absolute_path))}: {one.message}"
        for one in Draft201909Validator(CREDENTIAL).iter_errors(value)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_as_the_tables_say(kind):
    Draft201909Validator.check_schema(CREDENTIAL)
    assert faults(json.loads(document(kind))) == []


@pytest.mark.parametrize(
    "path",
    ["@context", "id", "type", "issuer", "validFrom", "credentialSubject", "issuer/id", "credentialSubject/achievement",
     "credentialSubject/achievement/criteria", "credentialSubject/achievement/description", "credentialStatus/id", "proof/0/proofValue"],
)  # fmt: skip
def test_the_tables_notice_what_is_missing(path):
    value = json.loads(document())
    *above, last = path.split("/")
    inner = value
    for name in above:
        inner = inner[int(name) if name.isdigit() else name]
    del inner[last]
    assert faults(value)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each word and number of a document."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in pairs:
        yield from leaves(each, (*path, name))
    if not isinstance(value, dict | list):
        yield path


def changed(value: Any, path: tuple[Any, ...]) -> Any:
    """The document with one word or number otherwise."""
    value = copy.deepcopy(value)
    inner = value
    for name in path[:-1]:
        inner = inner[name]
    old = inner[path[-1]]
    inner[path[-1]] = (
        not old
        if isinstance(old, bool)
        else old + 1
        if isinstance(old, int)
        else f"{old[:-1]}{'1' if old[-1] != '1' else '2'}"
    )
    return value


def published(sort: str) -> dict[str, Any]:
    methods = did_document(issuer().did, methods_of(issuer()))["verificationMethod"]
    return next(one for one in methods if one["type"] == sort)


def raw58(said: str) -> bytes:
    letters, number = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", 0
    for letter in said:
        number = number * 58 + letters.index(letter)
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def raw64(said: str) -> bytes:
    return base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))


def proof_fits(value: dict[str, Any]) -> bool:
    """eddsa-jcs-2022 as https://www.w3.org/TR/vc-di-eddsa/#verify-proof-eddsa-jcs-2022 writes it, with the published key."""
    bare = {name: each for name, each in value.items() if name != "proof"}
    proof = {name: each for name, each in value["proof"][0].items() if name != "proofValue"}
    if proof.get("@context") != bare["@context"][: len(proof["@context"])]:
        return False
    plain = [
        json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() for one in (proof, bare)
    ]
    key = raw58(published("Multikey")["publicKeyMultibase"][1:])
    try:
        Ed25519PublicKey.from_public_bytes(key[2:]).verify(
            raw58(value["proof"][0]["proofValue"][1:]),
            hashlib.sha256(plain[0]).digest() + hashlib.sha256(plain[1]).digest(),
        )
    except (InvalidSignature, ValueError):
        return False
    return key[:2] == b"\xed\x01"


def token_fits(said: str) -> bool:
    """RS256 as https://www.rfc-editor.org/rfc/rfc7515#section-5.2 and RFC 7518, 3.3 write it, with the published key."""
    head, _, signature = said.rpartition(".")
    jwk = published("JsonWebKey")["publicKeyJwk"]
    n, e = (int.from_bytes(raw64(jwk[part]), "big") for part in ("n", "e"))
    try:
        RSAPublicNumbers(e, n).public_key().verify(raw64(signature), head.encode(), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return json.loads(raw64(head.partition(".")[0]))["alg"] == "RS256"


def test_the_proof_fits_and_each_field_that_is_changed_breaks_it():
    value = json.loads(document())
    assert proof_fits(value)
    assert shown(json.dumps(value)).ok
    for path in leaves(value):
        other = changed(value, path)
        assert not proof_fits(other), path
        assert not shown(json.dumps(other)).ok, path
    for name in value:
        left = {key: each for key, each in value.items() if key != name}
        assert not shown(json.dumps(left)).ok, f"without {name}"
    assert not shown(json.dumps({**value, "description": "more"})).ok, "what is added is noticed too"


def test_the_token_fits_and_each_field_that_is_changed_breaks_it():
    said = token()
    header, payload, signature = said.split(".")
    assert token_fits(said)
    assert shown(said).ok
    value = json.loads(raw64(payload))
    for path in leaves(value):
        part = base64.urlsafe_b64encode(json.dumps(changed(value, path)).encode()).decode().rstrip("=")
        assert not token_fits(f"{header}.{part}.{signature}"), path
        assert not shown(f"{header}.{part}.{signature}").ok, path
