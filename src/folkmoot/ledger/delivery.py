"""The table of deliveries: what a forge has sent, and what became of it. No recorded fact: a row changes its state."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Delivery(models.Model):
    """One delivery of a webhook, kept before it was acknowledged."""

    source = models.CharField(max_length=20)
    key = models.CharField(max_length=100)  # the forge's own id of it, or a digest of what it says
    event = models.CharField(max_length=100)
    body = models.TextField()  # JSON without secrets, in ASCII: no database stumbles over what somebody typed
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="pending")  # pending, done, ignored or dead
    due_at = models.DateTimeField()  # pending: when it may be taken; a worker that takes it moves this on
    taken_by = models.CharField(max_length=32, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    facts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """A delivery that comes twice is kept once; workers ask for what is due, pages for the newest of a state."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "key"], name="delivery_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["source", "due_at"], name="delivery_due", condition=models.Q(state="pending")),
            models.Index(fields=["state", "source", "id"], name="delivery_state"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.key} {self.event}"
