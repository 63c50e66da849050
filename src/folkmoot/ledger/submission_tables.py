"""The tables of submission contests: what was handed in, what happened to it, and the queue of what waits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact


class Submission(Fact):
    """Somebody handed something in. Its bytes are kept in a file that bears their digest."""

    contest = models.CharField(max_length=200)
    entrant = models.CharField(max_length=500)
    ordinal = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        """Each takes the entrant's next ordinal, having seen all before it: so no quota is passed by two at once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["contest", "entrant", "ordinal"], name="submission_own_order"),
        ]

    def __str__(self) -> str:
        return f"{self.contest} {self.entrant} {self.pk}"


class SubmissionAct(Fact):
    """Something happened to what was handed in: a run began, or it ended for good.

    ``key``: of a scored one, digits that order as entries rank.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="acts")
    contest = models.CharField(max_length=200)
    entrant = models.CharField(max_length=500)
    ordinal = models.PositiveIntegerField()
    verb = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    key = models.CharField(max_length=120, blank=True)
    content = models.JSONField()

    class Meta:
        """No two acts in one place; it ends once. The table of a contest is read from its scored ones alone."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "ordinal"], name="submission_act_order"),
            models.UniqueConstraint(fields=["submission"], condition=models.Q(verb="end"), name="submission_ends_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["contest", "state", "entrant", "key", "at"], name="submission_scored"),
            models.Index(fields=["contest", "state", "id"], name="submission_newest"),
            models.Index(fields=["contest", "verb", "entrant", "at"], name="submission_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.ordinal} {self.verb} {self.state}"


class SubmissionTurn(models.Model):
    """A place in the queue, while something waits or runs. The lease is the only thing about it that changes."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, primary_key=True, related_name="turn")
    contest = models.CharField(max_length=200)
    entrant = models.CharField(max_length=500)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.submission_id} {self.worker or 'waits'}"
