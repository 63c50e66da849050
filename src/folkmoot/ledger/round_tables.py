"""The tables of selection rounds and of reviews of inactivity: each as it was opened, and what was done about it, in order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact

ONCE = ("freeze", "cancel")
"""What happens to a round once."""


class Round(Fact):
    """A round (``sort`` round) or a review (``review``). ``frozen``: its plan and its moments, as they were then."""

    sort = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    group = models.CharField(max_length=200, db_index=True)
    key = models.CharField(max_length=300, null=True)  # of what the charter declares; opened once, whoever does it
    frozen = models.JSONField()

    class Meta:
        """No two with one number; a declared one is opened once, also when two people do it at once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sort", "number"], name="round_number"),
            models.UniqueConstraint(fields=["sort", "key"], name="round_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.number} {self.group}"


class RoundAct(Fact):
    """Somebody did something about a round. Each act takes the next ordinal, having seen everything before it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="acts")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    person = models.CharField(max_length=500, blank=True)
    role = models.CharField(max_length=100, blank=True)
    content = models.JSONField()

    class Meta:
        """No two acts in one place; evidence is frozen once, and a round cancelled once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "ordinal"], name="round_act_order"),
            models.UniqueConstraint(fields=["round", "verb"], condition=models.Q(verb__in=ONCE), name="round_act_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.ordinal} {self.verb} {self.person}".strip()
