"""The tables of secret ballot boxes. Nothing in them leads from a voter to a ballot, and none keeps an order of ballots."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact


class BallotBox(Fact):
    """A box was opened: what it is called, and the public key that ballots are sealed to."""

    key = models.CharField(max_length=200, unique=True)
    public = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.key


class BoxVoter(models.Model):
    """Somebody has voted: no moment, no ballot."""

    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="voters")
    voter = models.CharField(max_length=500)

    class Meta:
        """Nobody votes twice, also not at the same moment."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["box", "voter"], name="box_voter_once")
        ]

    def __str__(self) -> str:
        return f"{self.voter} in {self.box}"


class SealedBallot(models.Model):
    """A sealed ballot: no voter, no moment. Rows are laid anew as ballots come in, so that their order tells nothing."""

    slip = models.CharField(max_length=64, primary_key=True)  # follows from the receipt, which nobody but the voter has
    box = models.ForeignKey(BallotBox, on_delete=models.PROTECT, related_name="ballots")
    sealed = models.BinaryField()

    class Meta:
        """Neighbours by slip are mixed with a new one."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["box", "slip"], name="sealed_by_slip")]

    def __str__(self) -> str:
        return f"{self.slip[:8]} in {self.box}"


class BoxCount(Fact):
    """A box was counted: its ballots, sorted by the marks that only their voters know."""

    box = models.OneToOneField(BallotBox, on_delete=models.PROTECT, related_name="count")
    ballots = models.JSONField()

    def __str__(self) -> str:
        return f"{self.box}: {len(self.ballots)}"
