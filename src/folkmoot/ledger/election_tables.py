"""The table of elections: what people did about one, in its order. Ballots are not here: see ``box_tables``."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact

ONCE = ("open", "close", "certify")
"""What happens to an election once."""


class ElectionAct(Fact):
    """Somebody did something about an election."""

    election = models.CharField(max_length=200)
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    person = models.CharField(max_length=500, blank=True)
    content = models.JSONField()

    class Meta:
        """Acts follow one another, also when two people act at once; an election opens, closes and is certified once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["election", "ordinal"], name="election_act_order"),
            models.UniqueConstraint(
                fields=["election", "verb"], condition=models.Q(verb__in=ONCE), name="election_act_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election} {self.ordinal} {self.verb} {self.person}".strip()
