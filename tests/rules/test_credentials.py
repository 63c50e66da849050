"""Certificates as credentials: the specification's own vector, two independent readers, and every byte that is changed."""

from __future__ import annotations

import base64
import copy
import gzip
import hashlib
import json
from datetime import datetime, timedelta
from functools import cache

import jwt
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.certificate import KINDS, Award, Evidence, Issuer, Key, Verified
from folkmoot.model.text import Text
from folkmoot.rules import data_integrity, status_list
from folkmoot.rules.canonical import canonical
from folkmoot.rules.community_number import check_digit, serial_of, spelled
from folkmoot.rules.credentials import (
    TYPES,
    credential_of,
    did_document,
    did_of,
    methods_of,
    signed_json,
    signed_jwt,
)
from folkmoot.rules.credentials import status_list as signed_list
from folkmoot.rules.multibase import base58, from_base58, from_multikey
from folkmoot.rules.verifying import differences, keys_of, verify

NOW = datetime(2026, 3, 2, 9)
LATER = NOW + timedelta(days=900)
AWARD = Award(
    "level", "level/42/gi", Text("Level GI: steady", "GI 级：稳定"), Text("Contributes steadily.", "持续贡献。"),
    Text("Ten merged changes.", "合入 10 个变更。"), (Evidence(Text("Counted", "统计"), Text("12 changes, 10 asked", "12 个变更，要求 10")),),
)  # fmt: skip

# The signed credential of the W3C's own examples: https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-jcs-2022
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"did:key:{W3C_KEY}#{W3C_KEY}", "proofPurpose": "assertionMethod",
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "proofValue": "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX",
    },
}  # fmt: skip


@cache
def issuer() -> Issuer:
    pem = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    address = "https://moot.example.org"
    return Issuer(address, did_of(address), Text("Kit", "套件"), bytes(range(32)), pem)


@cache
def issued() -> tuple[str, str]:
    credential = credential_of(issuer(), AWARD, "0123456789abcdef", 42, number="GI000042-9", holder="Ann 安", now=NOW)
    return canonical(signed_json(issuer(), credential, NOW)).decode(), signed_jwt(issuer(), credential, NOW)


@cache
def keys() -> dict[str, Key]:
    return {f"{issuer().did}#{key.kid}": key for key in methods_of(issuer())}


def shown(said: str | bytes, **more) -> Verified:
    return verify(said if isinstance(said, bytes) else said.encode(), keys(), now=LATER, **more)


class TestTheProof:
    def test_the_example_of_the_specification_fits(self):
        assert data_integrity.fits(W3C, from_multikey(W3C_KEY))
        changed = copy.deepcopy(W3C)
        changed["credentialSubject"]["alumniOf"] = "Another School"
        assert not data_integrity.fits(changed, from_multikey(W3C_KEY))

    def test_what_we_sign_is_what_the_specification_says_written_again_without_our_code(self):
        document = json.loads(issued()[0])
        (proof,) = document.pop("proof")
        letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

        def raw(said: str) -> bytes:
            number = 0
            for letter in said[1:]:
                number = number * 58 + letters.index(letter)
            return number.to_bytes((number.bit_length() + 7) // 8, "big")

        def plain(value) -> bytes:  # our keys are ASCII and our numbers whole: RFC 8785 is then JSON with keys in order
            return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

        public = raw(proof["verificationMethod"].partition("#")[2])
        assert public[:2] == b"\xed\x01"
        signature = raw(proof.pop("proofValue"))
        signed = hashlib.sha256(plain(proof)).digest() + hashlib.sha256(plain(document)).digest()
        key = Ed25519PublicKey.from_public_bytes(public[2:])
        key.verify(signature, signed)
        document["name"] += "!"
        with pytest.raises(InvalidSignature):
            key.verify(signature, hashlib.sha256(plain(proof)).digest() + hashlib.sha256(plain(document)).digest())

    def test_a_proof_that_stands_by_itself_as_older_ones_do_is_read_too_and_two_of_them_are_not(self):
        document = json.loads(issued()[0])
        (proof,) = document["proof"]
        assert shown(json.dumps({**document, "proof": proof})).ok
        assert not shown(json.dumps({**document, "name": "x", "proof": proof})).ok
        for several in ([proof, proof], [], [[proof]], [None]):
            found = shown(json.dumps({**document, "proof": several}))
            assert [step.asks for step in found.wrong] == ["read"]

    @given(st.binary(max_size=80))
    def test_bytes_come_back_from_base58(self, raw):
        assert from_base58(base58(raw)) == raw


class TestTheToken:
    def test_an_independent_library_takes_it_with_the_published_key(self):
        document = did_document(issuer().did, methods_of(issuer()))
        rsa = next(one for one in document["verificationMethod"] if one["type"] == "JsonWebKey")
        token = issued()[1]
        assert jwt.get_unverified_header(token) == {"alg": "RS256", "kid": rsa["id"], "typ": "JWT"}
        key = jwt.PyJWK(rsa["publicKeyJwk"])
        claims = jwt.decode(token, key.key, algorithms=["RS256"], issuer="did:web:moot.example.org")
        assert claims["jti"] == claims["id"] == "https://moot.example.org/certificates/0123456789abcdef/"
        assert claims["sub"] == "https://moot.example.org/numbers/GI000042-9/"
        assert claims["nbf"] == 1772442000  # 2026-03-02T09:00:00Z
        assert "proof" not in claims
        header, payload, signature = token.split(".")
        other = base64.urlsafe_b64encode(base64.urlsafe_b64decode(payload + "===").replace(b"Ann", b"Eve")).decode()
        with pytest.raises(jwt.InvalidSignatureError):
            jwt.decode(f"{header}.{other.rstrip('=')}.{signature}", key.key, algorithms=["RS256"])

    def test_no_other_algorithm_is_taken_whatever_the_token_says(self):
        _header, payload, _signature = issued()[1].split(".")
        kid = next(name for name, key in keys().items() if key.algorithm == "RS256")
        for said in ({"alg": "none", "kid": kid}, {"alg": "HS256", "kid": kid}):
            head = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
            found = shown(f"{head}.{payload}.")
            assert not found.ok
            assert found.wrong


class TestVerifying:
    def test_both_forms_verify(self):
        for form, said in zip(("json", "jwt"), issued(), strict=True):
            found = shown(said)
            assert (found.ok, found.form) == (True, form), found.wrong
            assert [step.asks for step in found.steps] == ["read", "form", "key", "signature", "time"]
            assert shown(f"  {said}\n").ok

    def test_no_byte_of_the_json_can_be_changed(self):
        raw = issued()[0].encode()
        signed = json.loads(raw)
        for place in range(len(raw)):
            for other in (raw[place] ^ 1, raw[place] ^ 32):
                changed = raw[:place] + bytes([other]) + raw[place + 1 :]
                if shown(changed).ok:  # then it says the very same
                    assert json.loads(changed) == signed, place

    def test_no_letter_of_the_token_can_be_changed(self):
        token = issued()[1]
        for place in range(0, len(token), 3):
            letter = "A" if token[place] != "A" else "B"
            assert not shown(token[:place] + letter + token[place + 1 :]).ok, place
        assert not shown(token[:-1]).ok
        assert not shown(token + "A").ok

    def test_another_issuer_and_an_unknown_key_are_told(self):
        said = json.loads(issued()[0])
        said["issuer"]["id"] = "did:web:elsewhere.example"
        assert [step.asks for step in shown(json.dumps(said)).wrong] == ["key"]
        found = verify(issued()[0].encode(), {}, now=LATER)
        assert [step.asks for step in found.wrong] == ["key"]
        assert not found.ok

    @pytest.mark.parametrize(
        "said",
        ["", "no credential", "{}", "[1]", '{"proof": {"a": 1, "a": 2}}', '{"proof": []}', "a.b.c", "{" * 5000, "\ud800x", "." * 9, "9" * 300_000],
    )  # fmt: skip
    def test_garbage_is_told_in_one_sentence(self, said):
        found = shown(said.encode("utf-8", "surrogatepass"))
        assert not found.ok
        assert found.wrong

    def test_a_retired_key_holds_for_what_was_signed_before(self):
        for until, holds in ((NOW + timedelta(days=1), True), (NOW - timedelta(days=1), False)):
            old = {name: Key(key.kid, key.algorithm, key.public, None, until) for name, key in keys().items()}
            for said in issued():
                assert verify(said.encode(), old, now=LATER).ok is holds

    def test_it_does_not_hold_before_it_was_issued(self):
        assert not verify(issued()[0].encode(), keys(), now=NOW - timedelta(days=1)).ok

    def test_keys_are_read_from_what_the_issuer_publishes(self):
        document = json.loads(json.dumps(did_document(issuer().did, methods_of(issuer()))))
        found = keys_of(document)
        assert found.keys() == keys().keys()
        assert all(verify(said.encode(), found, now=LATER).ok for said in issued())
        with pytest.raises(ValueError, match="no keys"):
            keys_of({"keys": []})

    def test_what_was_changed_is_named(self):
        before, after = json.loads(issued()[0]), json.loads(issued()[0])
        after["credentialSubject"]["achievement"]["name"] = "Level GT"
        after["extra"] = 1
        assert [place for place, _was, _is in differences(after, before)] == [
            "credentialSubject.achievement.name",
            "extra",
        ]
        assert list(differences(before, before)) == []


class TestRevocations:
    def test_a_list_tells_of_each_place(self):
        found = status_list.encoded([0, 42, 131_071])
        assert [status_list.is_set(found, place) for place in (0, 1, 42, 43, 131_071)] == [
            True,
            False,
            True,
            False,
            True,
        ]
        raw = gzip.decompress(base64.urlsafe_b64decode(found[1:] + "==="))
        assert len(raw) * 8 == 131_072
        assert raw[0] == 0x80  # the first bit is the leftmost
        with pytest.raises(ValueError, match="place"):
            status_list.is_set(found, 131_072)

    def test_a_bomb_and_garbage_are_no_lists(self):
        bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(50_000_000))).decode().rstrip("=")
        assert status_list.is_set(bomb, 5) is False  # no more of it was unpacked than a list holds
        for said in ("", "x", "uAAAA", "u!"):
            with pytest.raises(ValueError, match=r"list|base64url"):
                status_list.is_set(said, 0)

    def test_a_signed_list_decides_and_a_forged_one_says_nothing(self):
        for revoked, word in (((), True), ((42,), False), ((41,), True)):
            told = signed_list(issuer(), 1, revoked, LATER)
            for said in issued():
                found = shown(said, status=told)
                assert found.steps[-1].ok is word
                assert found.ok is word
        told = signed_list(issuer(), 1, (42,), LATER)
        told["credentialSubject"]["encodedList"] = status_list.encoded(())
        assert shown(issued()[0], status=told).steps[-1].ok is None
        other = signed_list(issuer(), 2, (), LATER)
        assert shown(issued()[0], status=other).steps[-1].ok is None
        assert shown(issued()[0], status={"proof": 1}).steps[-1].ok is None


class TestNumbers:
    def test_a_number_is_read_back_however_it_is_written(self):
        said = spelled(42, "GI")
        assert said == f"GI000042-{check_digit('000042')}"
        assert {serial_of(one) for one in (said, said.lower(), said.replace("-", ""), f" {said} ", said[2:])} == {42}
        assert serial_of(spelled(1_234_567_890)) == 1_234_567_890
        assert [serial_of(one) for one in ("", "GI42", "GI000042", "ann", "GI000042-x", "٠٠٠٠٤٢-١")] == [None] * 6

    @given(st.integers(1, 999_999), st.integers(0, 6), st.integers(1, 9))
    def test_every_wrong_digit_is_caught(self, serial, place, more):
        digits = spelled(serial).replace("-", "")
        wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
        assert serial_of(wrong) is None


def test_names_of_issuers_follow_from_addresses():
    assert did_of("https://moot.example.org") == "did:web:moot.example.org"
    assert did_of("http://127.0.0.1:8000") == "did:web:127.0.0.1%3A8000"
    assert did_of("https://example.org/moot/") == "did:web:example.org:moot"


def test_every_kind_of_certificate_has_its_name_in_open_badges():
    assert set(TYPES) == set(KINDS)
