"""Who certifies: the workspace's two certificate keys, the name that follows from its address, and what is issued with them."""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Issuer, Key
from folkmoot.model.errors import BadInput, WorkspaceBroken
from folkmoot.model.text import Text
from folkmoot.rules.credentials import did_document, did_of, methods_of
from folkmoot.rules.verifying import known_before
from folkmoot.wiring.house import House

FILES = (".certificate-key", ".certificate-rsa.pem")
VARIABLES = ("MOOT_CERTIFICATE_KEY", "MOOT_CERTIFICATE_RSA")
LENGTH = 32
BITS = 3072
TURNS = 3  # a promotion gives a number, the number a level, the level a certificate
ROBOT = Actor("moot", origin="job", operator=True)


def address_of(house: House) -> str:
    """Return the portal's address without a slash at its end. Errors: BadInput where the workspace names none."""
    address = house.settings.address.rstrip("/")
    if not address.startswith(("https://", "http://")):
        raise BadInput(
            Text("certificates carry the portal's address, and this workspace names none.", "证书中须有门户地址，而本工作区尚未填写。"),
            where="folkmoot.toml",
            mend=Text('Write: address = "https://moot.example.org".', '请填写：address = "https://moot.example.org"。'),
        )  # fmt: skip
    return address


def issuer_of(house: House, now: datetime) -> Issuer:
    """Return who certifies here; keys that are new are recorded, so that the portal publishes them.

    Errors: BadInput for a workspace without an address; WorkspaceBroken for a key that is none.
    """
    from folkmoot.ledger import certificates

    address = address_of(house)
    issuer = Issuer(
        address, did_of(address), house.charter.community.name, _ed25519(house.folder), _secret(house.folder, 1, _new_rsa)
    )  # fmt: skip
    try:
        own = methods_of(issuer)
    except ValueError as error:
        raise _broken(house.folder, 1, "It is a PEM file of an RSA key of 2048 bits or more.") from error
    known = {key.kid: key for key in certificates.public_keys()}
    for key in own:
        if key.kid not in known:
            certificates.record_key(key, actor=ROBOT, now=now)
        elif known[key.kid].until is not None:
            raise WorkspaceBroken(
                "this certificate key was retired.", where=str(house.folder / FILES[own.index(key)]),
                mend="Put the newest key there, or make new ones with: moot certificate rotate.",
            )  # fmt: skip
    return issuer


def keys_by_name(house: House) -> dict[str, Key]:
    """Return every key that certificates of this workspace were signed with, retired ones too, by whole names.

    By all of them: those of today's address, and those of the addresses at which certificates were issued before.
    """
    from folkmoot.ledger import certificates

    own, keys = name_of(house), certificates.public_keys()
    before = known_before(own, keys, (name for name, _address in certificates.issuers()))
    return before | ({f"{own}#{key.kid}": key for key in keys} if own else {})


def name_of(house: House) -> str:
    """Return the name that follows from today's address; "" where the workspace names none."""
    try:
        return did_of(address_of(house))
    except BadInput:
        return ""


def names_before(house: House) -> dict[str, str]:
    """Return under which other names certificates of this workspace were issued, with the address of each."""
    from folkmoot.ledger import certificates

    own = name_of(house)
    return {name: address for name, address in certificates.issuers() if name != own}


def published(house: House, at: str = "") -> dict[str, Any]:
    """Return the document that publishes the keys at the address of today, or at an earlier one.

    Errors: BadInput without an address, and for one at which nothing was ever issued.
    """
    from folkmoot.ledger import certificates

    own, before = did_of(address_of(house)), names_before(house)
    asked = did_of(at) if at else own
    if asked != own and asked not in before:
        raise BadInput(
            f"no certificate was issued at '{at[:100]}'.",
            mend=f"Name one of these: {', '.join(before.values()) or address_of(house)}.",
        )
    return did_document(asked, certificates.public_keys(), (name for name in (own, *before) if name != asked))


def page_of(house: House, ident: str, document: str) -> str:
    """Return where a certificate is verified: at the address of today, or where there is none at the one that it was issued at."""
    said = str(json.loads(document)["id"])
    return f"{address_of(house)}/certificates/{ident}/" if name_of(house) else said


def rotate(house: House, *, actor: Actor, now: datetime, why: str) -> Issuer:
    """Retire both keys and go on with new ones; the private halves of the old ones are gone, the public ones are kept.

    Errors: NotAllowed; BadInput without a reason, or where the environment gives the keys.
    """
    actor.must_operate()
    if not why.strip():
        raise BadInput("keys are retired for a reason.", mend="Say why, in a few words.")
    if any(os.environ.get(name) for name in VARIABLES):
        raise BadInput("the environment gives the keys.", mend=f"Change {' and '.join(VARIABLES)} instead.")
    from folkmoot.ledger import certificates

    issuer_of(house, now)  # so that the old ones are on record, whatever happened to them
    for name in FILES:
        (house.folder / name).unlink(missing_ok=True)
    fresh = Issuer(
        address_of(house), did_of(address_of(house)), house.charter.community.name, _ed25519(house.folder),
        _secret(house.folder, 1, _new_rsa),
    )  # fmt: skip
    for key in methods_of(fresh):
        certificates.record_key(key, actor=actor, now=now, why=why)
    return fresh


def due(house: House, now: datetime) -> Iterator[str]:
    """Record the levels that were reached, and issue what is due for them and for promotions; yield what was done.

    Edges: without an address levels are recorded and nothing is certified.
    """
    from folkmoot.jobs import certifying, contest_certifying, leveling

    for key in contest_certifying.revoke_undone(house.homes(), actor=ROBOT, now=now):
        yield f"revoked: {key}"
    for _turn in range(TURNS):
        homes = house.homes()
        for number, letters in leveling.advance(homes, now):
            yield f"number {number}: level {letters}"
        waiting = []
        if house.settings.address:
            waiting = [*certifying.waiting(homes, now), *contest_certifying.waiting(homes, now)]
        if not waiting:
            return
        issuer = issuer_of(house, now)
        for person, award in waiting:
            made = certifying.certify(homes, issuer, person, award, actor=ROBOT, now=now)
            yield f"certificate {made.ident}: {award.key}"


def _ed25519(folder: Path) -> bytes:
    said = _secret(folder, 0, lambda: base64.urlsafe_b64encode(secrets.token_bytes(LENGTH)).rstrip(b"="))
    try:
        key = base64.b64decode(said + b"=" * (-len(said) % 4), altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise _broken(folder, 0, "It is 32 bytes as base64url.")
    return key


def _broken(folder: Path, place: int, mend: str) -> WorkspaceBroken:
    where = VARIABLES[place] if os.environ.get(VARIABLES[place]) else str(folder / FILES[place])
    return WorkspaceBroken("the certificate key is none.", where=where, mend=mend)


def _secret(folder: Path, place: int, make: Callable[[], bytes]) -> bytes:
    """Return a secret of the environment, or of a file that nobody else may read; of two who make it at once the first one's stays."""
    path = folder / FILES[place]
    if said := os.environ.get(VARIABLES[place], ""):
        return said.strip().encode()
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(make())
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_bytes().strip()


def _new_rsa() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = generate_private_key(65537, BITS)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
