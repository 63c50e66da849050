"""The tables of what people ask: to join or leave a group, to found one, to give a talk, for topics; and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact


class Petition(Fact):
    """Somebody asks for something. ``key``: what can be asked once only; two who ask it at once do not both get in."""

    sort = models.CharField(max_length=10)  # join, leave, group, talk, call
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=200, db_index=True)  # of a group to be founded: its slug
    person = models.CharField(max_length=500)
    key = models.CharField(max_length=700)
    content = models.JSONField()

    class Meta:
        """No two with one number, and nothing asked twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sort", "number"], name="petition_number"),
            models.UniqueConstraint(fields=["sort", "key"], name="petition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.number} {self.group}"


class PetitionAct(Fact):
    """Somebody did something about a petition. Each act takes the next ordinal, having seen everything before it."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="acts")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    content = models.JSONField()

    class Meta:
        """No two acts in one place."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["petition", "ordinal"], name="petition_act_order"),
        ]

    def __str__(self) -> str:
        return f"{self.petition_id} {self.ordinal} {self.verb}"
