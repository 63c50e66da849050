"""Community numbers and certificates: who has which number, at which level, and what is certified of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from folkmoot.model.act import Act
from folkmoot.model.text import Text

KINDS: Mapping[str, Text] = {
    "promotion": Text("Promotion", "晋升"),
    "level": Text("Level", "等级"),
    "contest": Text("Contest", "大赛"),
    "camp": Text("Camp", "训练营"),
    "hand": Text("Recognition", "嘉许"),
}
"""What a certificate may be given for."""

ED25519, RS256 = "Ed25519", "RS256"
"""How certificates are signed: the JSON with the one, the JWT with the other."""


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody's number, for ever theirs. ``serial`` alone tells who it is; the letters before it are those of the level."""

    serial: int
    person: str
    at: datetime
    by: str = ""
    acts: tuple[Act, ...] = ()  # a level reached or set; hide or show it on the own page

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0

    @property
    def level(self) -> Act | None:
        """The act that gave the level of today; None: nobody has given one."""
        return next((act for act in reversed(self.acts) if act.verb == "level"), None)

    @property
    def letters(self) -> str:
        """The letters of the level as it was called when it was reached."""
        return str(self.level.content["letters"]) if self.level else ""

    @property
    def is_hidden(self) -> bool:
        """Whether its holder does not want it shown."""
        return next((act.verb == "hide" for act in reversed(self.acts) if act.verb in ("hide", "show")), False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing on which a certificate stands, in words that still tell it when the address has gone."""

    name: Text
    says: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """What shall be certified of somebody. ``key``: what it is for; the same is certified once."""

    kind: str
    key: str
    title: Text
    says: Text
    criteria: Text
    evidence: tuple[Evidence, ...] = ()
    frozen: Mapping[str, Any] = field(default_factory=dict)  # what was known then, as plain data: kept in the ledger


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was issued: nothing of it changes. ``document`` and ``jwt`` are the signed bytes themselves."""

    ident: str
    serial: int
    kind: str
    key: str
    index: int  # its place in the list of revocations
    content: Mapping[str, Any]
    document: str
    jwt: str
    at: datetime
    by: str = ""
    why: str = ""
    revoked_at: datetime | None = None
    revoked_by: str = ""
    revoked_why: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key under which certificates were, or are, signed. ``until``: when a newer one took its place.

    ``now``: what its issuer is called today, where the key is known by the name of an earlier address; else "".
    """

    kid: str  # what follows the # in its full name
    algorithm: str
    public: Mapping[str, str]  # Ed25519: multibase; RS256: the members of a JWK
    since: datetime | None = None
    until: datetime | None = None
    now: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who certifies: the portal's address, the name that follows from it, and the two private keys."""

    address: str  # https://moot.example.org, without a slash
    did: str
    name: Text
    ed25519: bytes = field(repr=False)  # 32 bytes
    rsa: bytes = field(repr=False)  # PEM


@dataclass(frozen=True, slots=True)
class Step:
    """One question of a verification: ``ok`` None where nothing here can tell."""

    asks: str
    ok: bool | None
    says: Text


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found of a credential that somebody showed."""

    form: str  # json, jwt or ""
    credential: Mapping[str, Any] | None
    steps: tuple[Step, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong, and the signature itself was found to fit."""
        return all(step.ok is not False for step in self.steps) and any(
            step.asks == "signature" and step.ok for step in self.steps
        )

    @property
    def wrong(self) -> tuple[Step, ...]:
        """What is wrong, in order."""
        return tuple(step for step in self.steps if step.ok is False)
