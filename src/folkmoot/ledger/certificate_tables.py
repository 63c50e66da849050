"""The tables of community numbers and certificates, and of the public keys that signed them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact


class CommunityNumber(Fact):
    """Somebody's number, for ever: no serial stands twice, and nobody has two under one name."""

    serial = models.PositiveIntegerField(unique=True)
    person = models.CharField(
        max_length=500, unique=True
    )  # as they were called then; who is who tells whom it means today

    def __str__(self) -> str:
        return f"{self.serial} {self.person}"


class NumberAct(Fact):
    """Something was done about a number. Each act takes the next ordinal, having seen all before it."""

    number = models.ForeignKey(CommunityNumber, on_delete=models.PROTECT, related_name="acts")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    content = models.JSONField()

    class Meta:
        """No two acts in one place."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number", "ordinal"], name="number_act_order")
        ]

    def __str__(self) -> str:
        return f"{self.number_id} {self.ordinal} {self.verb}"


class Certificate(Fact):
    """A certificate as it was issued, with its signed bytes. ``key``: what it is for; the same is certified once."""

    ident = models.CharField(max_length=40, unique=True)
    number = models.ForeignKey(CommunityNumber, on_delete=models.PROTECT, related_name="certificates")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=500, unique=True)
    index = models.PositiveIntegerField(unique=True)
    content = models.JSONField()
    document = models.TextField()
    jwt = models.TextField()

    def __str__(self) -> str:
        return f"{self.ident} {self.key}"


class CertificateRevocation(Fact):
    """A certificate was revoked, for the reason that it says; for ever."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")

    def __str__(self) -> str:
        return f"{self.certificate_id} revoked"


class IssuerKey(Fact):
    """A public key under which certificates are signed from now on; it takes the place of the one before of its sort."""

    kid = models.CharField(max_length=200, unique=True)
    algorithm = models.CharField(max_length=20)
    public = models.JSONField()

    def __str__(self) -> str:
        return f"{self.algorithm} {self.kid}"
