"""The table of programmes: what was done about each of their subjects, in order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact


class ProgrammeAct(Fact):
    """Somebody did something in a programme. Each act takes the next ordinal of its subject, having seen all before it."""

    programme = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    person = models.CharField(max_length=500, blank=True)
    content = models.JSONField()

    class Meta:
        """No two acts in one place: of two that saw the same, one is too late."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["programme", "subject", "ordinal"], name="programme_act_order"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.subject} {self.ordinal} {self.verb} {self.person}".strip()
