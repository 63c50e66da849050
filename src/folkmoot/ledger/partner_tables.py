"""The tables of partners: whom one writes to there, and notes; private, and erased when somebody asks for it."""

from __future__ import annotations

from django.db import models


class PartnerContact(models.Model):
    """Somebody at a partner. No recorded fact: it holds what belongs to that person, who may ask that it is erased."""

    partner = models.CharField(max_length=200, db_index=True)
    name = models.TextField()  # sealed, as all that is said of them
    mail = models.TextField()
    role = models.TextField()
    at = models.DateTimeField()
    who = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.partner} contact {self.pk}"


class PartnerNote(models.Model):
    """What was talked about with a partner. It may name people, so it can be erased as well."""

    partner = models.CharField(max_length=200, db_index=True)
    says = models.TextField()  # sealed
    at = models.DateTimeField()
    who = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.partner} note {self.pk}"
