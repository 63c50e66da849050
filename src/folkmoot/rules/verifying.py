"""What is right and what is wrong with a credential that somebody shows: read, understood, signed, in time, not revoked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.certificate import ED25519, RS256, Key, Step, Verified
from folkmoot.model.text import Text
from folkmoot.rules import data_integrity, jose
from folkmoot.rules.canonical import read
from folkmoot.rules.credentials import BADGES, VC, seconds
from folkmoot.rules.multibase import from_base64url, from_multikey, multikey
from folkmoot.rules.status_list import is_set

MOST_BYTES = 200_000
LISTS = "/certificates/status/"
CLAIMS = frozenset({"iss", "jti", "sub", "nbf", "iat", "exp"})
ASKS: Mapping[str, Text] = {
    "read": Text("Can it be read?", "能否读取？"), "form": Text("Is it an Open Badge?", "是否为 Open Badge？"),
    "key": Text("Whose key signed it?", "由谁的密钥签名？"), "signature": Text("Does the signature fit?", "签名是否吻合？"),
    "time": Text("Does it hold today?", "目前是否有效？"), "status": Text("Was it revoked?", "是否已吊销？"),
    "ledger": Text("Is it as we issued it?", "是否与签发时一致？"),
}  # fmt: skip
LATE = timedelta(minutes=5)  # clocks differ

Keys = Mapping[str, Key]


def verify(raw: bytes, keys: Keys, *, now: datetime, status: Mapping[str, Any] | None = None) -> Verified:
    """Return what is found of a credential. ``keys``: those that are trusted, by their whole names, such as did:web:…#….

    ``status``: a list of revocations that somebody has at hand; it counts when it is signed by the same issuer.
    Edges: what cannot be told without it, as offline, is unknown and not wrong.
    """
    try:
        form, credential, method = _read(raw)
    except (ValueError, UnicodeError, RecursionError) as error:
        why = str(error)[:200] if not isinstance(error, UnicodeError) else "it is not UTF-8"
        return Verified("", None, (wrong("read", Text(f"It cannot be read: {why}.", f"无法读取：{why}。")),))
    said = raw.decode().strip()
    steps = [good("read", Text("It can be read.", "可以读取。")), _form(credential)]
    key = keys.get(method)
    steps.append(_key(credential, method, key, form))
    if steps[-1].ok and key is not None:
        steps.append(_signature(form, said, credential, key))
        steps.append(_time(credential, key, now))
    if status is not None:
        steps.append(_status(credential, keys, status, key.now if key else ""))
    return Verified(form, credential, tuple(steps))


def good(asks: str, says: Text) -> Step:
    """Return the step of a question whose answer is as it should be."""
    return Step(asks, ok=True, says=says)


def wrong(asks: str, says: Text) -> Step:
    """Return the step of a question whose answer is not as it should be."""
    return Step(asks, ok=False, says=says)


def _read(raw: bytes) -> tuple[str, dict[str, Any], str]:
    """Return the form, the credential and the name of the key. Errors: ValueError."""
    if len(raw) > MOST_BYTES:
        raise ValueError(f"it is longer than {MOST_BYTES:,} bytes")
    said = raw.decode().strip()
    if said.startswith("{"):
        credential = read(said)
        proof = data_integrity.proof_of(credential)
        if proof is None:
            raise ValueError("it has no proof, or several")
        return "json", credential, str(proof.get("verificationMethod", ""))
    header, payload = jose.parts_of(said)
    return "jwt", payload, str(header.get("kid", ""))


def _form(credential: Mapping[str, Any]) -> Step:
    contexts, types = credential.get("@context"), credential.get("type")
    fits = (
        isinstance(contexts, list) and contexts[:2] == [VC, BADGES]
        and isinstance(types, list) and {"VerifiableCredential", "OpenBadgeCredential"} <= {*map(str, types)}
        and isinstance(credential.get("credentialSubject"), dict) and isinstance(credential.get("validFrom"), str)
    )  # fmt: skip
    if fits:
        return good("form", Text("It is an Open Badge 3.0.", "是 Open Badge 3.0 凭证。"))
    return wrong("form", Text("It is no Open Badge 3.0 credential.", "不是 Open Badge 3.0 凭证。"))


def issuer_of(credential: Mapping[str, Any]) -> str:
    """Return who issued a credential, as it says itself."""
    issuer = credential.get("issuer")
    return str(issuer.get("id", "") if isinstance(issuer, Mapping) else issuer or "")


def _key(credential: Mapping[str, Any], method: str, key: Key | None, form: str) -> Step:
    issuer = issuer_of(credential)
    if method.partition("#")[0] != issuer:
        return wrong("key", Text(f"It names {issuer[:100]} as its issuer, but a key of somebody else.",
                                       f"所称签发者为 {issuer[:100]}，密钥却属于他人。"))  # fmt: skip
    if key is None:
        return wrong("key", Text(f"The key {method[:150]} is none of those that are known here.",
                                       f"密钥 {method[:150]} 不在已知密钥之列。"))  # fmt: skip
    if key.algorithm != (ED25519 if form == "json" else RS256):
        return wrong("key", Text("The key is not for this sort of signature.", "密钥与签名类型不符。"))
    retired = Text(", with a key that is retired since", "，所用密钥已停用") if key.until is not None else Text()
    said = Text(f"Signed by {issuer}{retired.en}.", f"由 {issuer} 签名{retired.zh}。")
    if key.now:
        said = Text(f"{said.en} That was the name of {key.now} at its earlier address.",
                    f"{said.zh}这是 {key.now} 在原地址时的名称。")  # fmt: skip
    return good("key", said)


def _signature(form: str, said: str, credential: Mapping[str, Any], key: Key) -> Step:
    if form == "json":
        fits = data_integrity.fits(credential, from_multikey(key.public["multibase"]))
    else:
        fits = jose.fits(said, key.public) and _agrees(credential)
    if fits:
        return good("signature", Text("The signature fits: not a letter was changed.", "签名吻合，内容未被改动。"))
    return wrong("signature", Text("The signature does not fit: it was changed after it was signed.",
                                         "签名不吻合：签名之后内容被改动。"))  # fmt: skip


def _agrees(payload: Mapping[str, Any]) -> bool:
    """Return whether what a token says of itself is what the credential in it says."""
    subject = payload.get("credentialSubject")
    at = _moment(payload.get("validFrom"))
    return (
        isinstance(subject, Mapping) and at is not None and payload.get("iss") == issuer_of(payload)
        and payload.get("jti") == payload.get("id") and payload.get("sub") == subject.get("id")
        and payload.get("nbf") == seconds(at)
    )  # fmt: skip


def _time(credential: Mapping[str, Any], key: Key, now: datetime) -> Step:
    begins, ends = _moment(credential.get("validFrom")), _moment(credential.get("validUntil"))
    proof = data_integrity.proof_of(credential)
    signed = _moment(proof.get("created")) if proof is not None else begins
    if begins is None or signed is None or begins > now + LATE:
        return wrong("time", Text("It does not hold yet.", "尚未生效。"))
    if ends is not None and ends < now:
        return wrong("time", Text(f"It holds no longer, since {ends.date()}.", f"已于 {ends.date()} 失效。"))
    if key.until is not None and signed > key.until + LATE:
        return wrong("time", Text("It was signed with a key that was retired before.", "签名所用密钥在此之前已停用。"))
    return good("time", Text(f"It holds since {begins.date()}.", f"自 {begins.date()} 起有效。"))


def _moment(said: Any) -> datetime | None:
    try:
        return datetime.strptime(str(said), "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 — Z is UTC, as all our moments are
    except ValueError:
        return None


def _status(credential: Mapping[str, Any], keys: Keys, told: Mapping[str, Any], now_called: str) -> Step:
    """Return what a list of revocations says; one that is not signed by the same issuer says nothing."""
    proof, subject, entry = (
        data_integrity.proof_of(told),
        told.get("credentialSubject"),
        credential.get("credentialStatus"),
    )
    unknown = Text("The list of revocations does not tell: it is another one, or not signed by the issuer.",
                   "吊销名单无法说明：不是对应的名单，或并非由签发者签名。")  # fmt: skip
    if not (proof is not None and isinstance(subject, Mapping) and isinstance(entry, Mapping)):
        return Step("status", None, unknown)
    method = str(proof.get("verificationMethod", ""))
    key, teller = keys.get(method), issuer_of(told)
    ours = teller == method.partition("#")[0] and teller in (issuer_of(credential), now_called)
    mine = _is_list(str(entry.get("statusListCredential")), str(told.get("id")), moved=teller != issuer_of(credential))
    if not ours or not mine or key is None or key.algorithm != ED25519:
        return Step("status", None, unknown)
    if not data_integrity.fits(told, from_multikey(key.public["multibase"])):
        return Step("status", None, unknown)
    try:
        revoked = is_set(str(subject.get("encodedList")), int(str(entry.get("statusListIndex"))))
    except ValueError:
        return Step("status", None, unknown)
    if revoked:
        return wrong("status", Text("The issuer has revoked it.", "签发者已吊销该证书。"))
    return good("status", Text(f"Not revoked by {told.get('validFrom')}.", f"截至 {told.get('validFrom')} 未被吊销。"))


def _is_list(asked: str, shown: str, *, moved: bool) -> bool:
    """Return whether a list is the one that a credential names; of an issuer that moved, the list of that number."""
    if not moved:
        return asked == shown
    return LISTS in asked and asked.rpartition(LISTS)[2] == shown.rpartition(LISTS)[2]


def keys_of(said: Any) -> dict[str, Key]:
    """Return the keys of a DID document, by their whole names; those of other sorts are left out. Errors: ValueError.

    Of an issuer that says what it was called before, they are known by those names, too.
    """
    methods = said.get("verificationMethod") if isinstance(said, Mapping) else None
    if not isinstance(methods, list):
        raise ValueError("it lists no keys under verificationMethod")  # noqa: TRY004 — the file is wrong, not our types
    found, did, also = dict(_keys(methods)), str(said.get("id", "")), said.get("alsoKnownAs")
    own = [key for name, key in found.items() if name.partition("#")[0] == did]
    return {**known_before(did, own, [str(one) for one in also] if isinstance(also, list) else []), **found}


def known_before(did: str, keys: Iterable[Key], also: Iterable[str]) -> dict[str, Key]:
    """Return the keys of an issuer by the whole names that they had under its earlier names."""
    own = tuple(keys)
    return {f"{name}#{key.kid}": replace(key, now=did) for name in also if name != did for key in own}


def _keys(methods: list[Any]) -> Iterator[tuple[str, Key]]:
    for one in methods:
        if not isinstance(one, Mapping) or not isinstance(one.get("id"), str):
            continue
        name, jwk = one["id"], one.get("publicKeyJwk")
        if isinstance(one.get("publicKeyMultibase"), str):
            public = multikey(from_multikey(one["publicKeyMultibase"]))
            yield name, Key(name.partition("#")[2], ED25519, {"multibase": public})
        elif isinstance(jwk, Mapping) and jwk.get("kty") == "RSA":
            jose.public_of_jwk(jwk)
            yield name, Key(name.partition("#")[2], RS256, {part: str(jwk[part]) for part in ("kty", "n", "e")})
        elif isinstance(jwk, Mapping) and jwk.get("crv") == ED25519:
            yield name, Key(name.partition("#")[2], ED25519, {"multibase": multikey(from_base64url(str(jwk.get("x"))))})


def differences(shown: Any, issued: Any, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield where what is shown differs from what was issued: the place, what was issued and what is shown; the proof is left out."""
    if isinstance(shown, Mapping) and isinstance(issued, Mapping):
        for name in dict.fromkeys([*issued, *shown]):
            if path or (name != "proof" and name not in CLAIMS):
                yield from differences(shown.get(name), issued.get(name), f"{path}.{name}" if path else name)
    elif isinstance(shown, list) and isinstance(issued, list):
        for place in range(max(len(shown), len(issued))):
            mine = shown[place] if place < len(shown) else None
            yield from differences(mine, issued[place] if place < len(issued) else None, f"{path}[{place}]")
    elif shown != issued:
        yield path, _short(issued), _short(shown)


def _short(value: Any) -> str:
    said = "–" if value is None else str(value)
    return said if len(said) <= 120 else f"{said[:117]}…"
