"""The tables of motions: each with everything that decides it, and what happened to it, in order."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact

ENDS = ("close", "withdraw")


class Motion(Fact):
    """A question put to a vote. ``frozen``: rule, electors, holidays and what it authorises, as they were then."""

    number = models.PositiveIntegerField(unique=True)
    group = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(max_length=20)
    title_en = models.TextField(blank=True)
    title_zh = models.TextField(blank=True)
    text = models.TextField(blank=True)
    about = models.CharField(max_length=500, blank=True, db_index=True)
    secret = models.BooleanField()
    first_ends_at = models.DateTimeField(null=True)
    frozen = models.JSONField()

    def __str__(self) -> str:
        return f"{self.number} {self.title_en or self.title_zh}"


class MotionAct(Fact):
    """One thing that happened to a motion.

    Each act takes the next ordinal, having seen everything before it: of two at once one is refused by the database, looks
    again, and finds the motion closed if it was.
    """

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="acts")
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    elector = models.CharField(max_length=500, blank=True)
    content = models.JSONField()

    class Meta:
        """No two acts in one place; one end; nobody recuses themselves twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["motion", "ordinal"], name="motion_act_order"),
            models.UniqueConstraint(fields=["motion"], condition=models.Q(verb__in=ENDS), name="motion_ends_once"),
            models.UniqueConstraint(
                fields=["motion", "elector"], condition=models.Q(verb="recuse"), name="motion_recused_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.ordinal} {self.verb} {self.elector}".strip()
