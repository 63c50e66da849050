"""The table of contests: what was done about each, in order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact

ONCE = ("start", "approve")
"""What happens to a contest once."""


class ContestAct(Fact):
    """Somebody did something about a contest of the charter. Each act takes the next ordinal, having seen all before it."""

    contest = models.CharField(max_length=200)
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    person = models.CharField(max_length=500, blank=True)
    team = models.CharField(max_length=100, blank=True)
    content = models.JSONField()

    class Meta:
        """No two acts in one place; a contest is started once and approved once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contest", "ordinal"], name="contest_act_order"),
            models.UniqueConstraint(
                fields=["contest", "verb"], condition=models.Q(verb__in=ONCE), name="contest_act_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest} {self.ordinal} {self.verb} {self.person}".strip()
