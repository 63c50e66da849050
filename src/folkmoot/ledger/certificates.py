"""Certificates in the ledger, as they were signed; their revocations; the public keys of their issuer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, models, transaction
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast

from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import stored, told
from folkmoot.ledger.models import Certificate as Row
from folkmoot.ledger.models import CertificateRevocation, CommunityNumber, IssuerKey
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Award, Certificate, Key, Number
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

LONGEST = 2_000  # letters of a reason
TRIES = 50


class Made(NamedTuple):
    """A certificate signed for a place in the list of revocations."""

    ident: str
    content: Mapping[str, Any]
    document: str
    jwt: str


def issue(
    number: Number, award: Award, make: Callable[[int], Made], *, actor: Actor, now: datetime, why: str = ""
) -> Certificate:  # fmt: skip
    """Record a certificate and return it; what was certified already, also at this very moment, is not certified again.

    ``make`` signs it for its place in the list of revocations, which no other certificate ever has.
    """
    must_be_words(award.key, why)
    for _try in range(TRIES):
        known = about(award.key)
        if known is not None:
            return known
        last = Row.objects.aggregate(last=models.Max("index"))["last"]
        index = 0 if last is None else last + 1
        made = make(index)
        try:
            with transaction.atomic():
                Row.objects.create(
                    ident=made.ident, number=CommunityNumber.objects.get(serial=number.serial), kind=award.kind, key=award.key,
                    index=index, content=dict(made.content), document=made.document, jwt=made.jwt,
                    at=stored(now), who=actor.name, why=why[:LONGEST],
                )  # fmt: skip
                after = {"key": award.key, "number": number.serial}
                note(actor, "certificate.issue", f"certificate {made.ident}", after=after, why=why[:LONGEST])
        except IntegrityError:
            continue
        return one(made.ident)
    raise BadInput(
        Text("too many certificates are issued at this moment.", "此刻正在颁发的证书过多。"),
        mend=Text("Try again.", "请重试。"),
    )


def revoke(ident: str, *, actor: Actor, now: datetime, why: str) -> Certificate:
    """Revoke a certificate for ever. Errors: BadInput when there is none, or it is revoked already."""
    must_be_words(why)
    row = Row.objects.filter(ident=ident).first()
    if row is None:
        raise BadInput(Text("there is no such certificate.", "没有该证书。"))
    try:
        with transaction.atomic():
            CertificateRevocation.objects.create(certificate=row, at=stored(now), who=actor.name, why=why[:LONGEST])
            note(actor, "certificate.revoke", f"certificate {ident}", after={"key": row.key}, why=why[:LONGEST])
    except IntegrityError as error:
        raise BadInput(Text("this certificate is revoked already.", "该证书已被吊销。")) from error
    return one(ident)


def one(ident: str) -> Certificate:
    """Return a certificate. Errors: BadInput when there is none."""
    row = _rows().filter(ident=ident).first()
    if row is None:
        raise BadInput(
            Text("there is no such certificate.", "没有该证书。"),
            mend=Text("Look for a slip in its address.", "请检查地址是否写错。"),
        )
    return _certificate(row)


def about(key: str) -> Certificate | None:
    """Return the certificate that was given for something; None: there is none."""
    row = _rows().filter(key=key).first()
    return _certificate(row) if row else None


def every(serials: Iterable[int] | None = None) -> tuple[Certificate, ...]:
    """Return every certificate, or those of some numbers; the newest first. One query."""
    rows = _rows() if serials is None else _rows().filter(number__serial__in=tuple(serials))
    return tuple(_certificate(row) for row in rows.order_by("-at", "-pk"))


def standing(kinds: Iterable[str]) -> tuple[Certificate, ...]:
    """Return the certificates of some kinds that are not revoked, in the order of their issue. One query."""
    rows = _rows().filter(kind__in=tuple(kinds), revocation__isnull=True)
    return tuple(_certificate(row) for row in rows.order_by("at", "pk"))


def keys_given(prefix: str) -> frozenset[str]:
    """Return for what, of all that begins so, certificates were given. One query."""
    return frozenset(Row.objects.filter(key__startswith=prefix).values_list("key", flat=True))


def revoked() -> tuple[tuple[int, ...], datetime | None]:
    """Return the places of all that is revoked, and when the last of it was."""
    rows = CertificateRevocation.objects.order_by("at").values_list("certificate__index", "at")
    found = list(rows)
    return tuple(index for index, _at in found), told(found[-1][1]) if found else None


def lists() -> int:
    """Return the highest place that is taken in the lists of revocations; -1: none is."""
    last: int | None = Row.objects.aggregate(last=models.Max("index"))["last"]
    return -1 if last is None else last


def issuers() -> tuple[tuple[str, str], ...]:
    """Return under which names, and at which addresses, certificates were issued, the first one first. One query.

    It is read off what was signed, so that no name is ever taken for ours that we did not sign with.
    """
    said = Row.objects.annotate(by=Cast("document", models.JSONField())).annotate(
        name=KeyTextTransform("id", KeyTransform("issuer", "by")),
        home=KeyTextTransform("url", KeyTransform("issuer", "by")),
    )
    found = said.values_list("name", "home").annotate(first=models.Min("index")).order_by("first")
    return tuple((str(name), str(home)) for name, home, _first in found)


def record_key(key: Key, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Record a public key, once: from now on it signs in the place of the one before."""
    try:
        with transaction.atomic():
            IssuerKey.objects.create(
                kid=key.kid, algorithm=key.algorithm, public=dict(key.public), at=stored(now), who=actor.name, why=why[:LONGEST]
            )  # fmt: skip
            note(
                actor, "certificate.key", f"key {key.kid}"[:500], after={"algorithm": key.algorithm}, why=why[:LONGEST]
            )
    except IntegrityError:
        return  # it is known


def public_keys() -> tuple[Key, ...]:
    """Return every public key, the newest first; each but the newest of its sort with the moment it was retired."""
    found: list[Key] = []
    newer: dict[str, datetime] = {}
    for row in IssuerKey.objects.order_by("-at", "-pk"):
        found.append(Key(row.kid, row.algorithm, row.public, told(row.at), newer.get(row.algorithm)))
        newer[row.algorithm] = told(row.at)
    return tuple(found)


def _rows() -> models.QuerySet[Row]:
    return Row.objects.select_related("number", "revocation")


def _certificate(row: Row) -> Certificate:
    gone = getattr(row, "revocation", None)
    return Certificate(
        row.ident, row.number.serial, row.kind, row.key, row.index, row.content, row.document, row.jwt, told(row.at), row.who, row.why,
        told(gone.at) if gone else None, gone.who if gone else "", gone.why if gone else "",
    )  # fmt: skip
