"""The tables of the calendar: departures from series, swaps of hosts, versions of series, reminders, private addresses."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from folkmoot.ledger.facts import Fact


class MeetingChange(Fact):
    """A meeting of a series was cancelled, moved, added or given to a host; or such a fact was undone.

    ``number`` counts the changes of a series: two people who change it at once cannot both have the same one.
    """

    group = models.CharField(max_length=200)
    series = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    day = models.DateField()
    does = models.CharField(max_length=10)  # cancel, move, add, host or undo
    to = models.DateField(null=True)
    time = models.CharField(max_length=5, blank=True)
    minutes = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    host = models.CharField(max_length=500, blank=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoing")

    class Meta:
        """One change has one number in its series."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "series", "number"], name="meeting_change_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}/{self.series}/{self.day} {self.does}"


class HostOffer(Fact):
    """Whose turn it is asks somebody to host on ``day``, in return for hosting on ``back`` if there is one."""

    group = models.CharField(max_length=200)
    series = models.CharField(max_length=200)
    day = models.DateField()
    giver = models.CharField(max_length=500)
    taker = models.CharField(max_length=500)
    back = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.group}/{self.series}/{self.day} {self.giver} {self.taker}"


class HostAnswer(Fact):
    """An offer was accepted, declined or withdrawn: once."""

    offer = models.OneToOneField(HostOffer, on_delete=models.PROTECT, related_name="answer")
    word = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.offer} {self.word}"


class SeriesNoted(Fact):
    """How a series is declared (a digest of it) was seen for the first time: what calendars count versions by."""

    group = models.CharField(max_length=200)
    series = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        """One version has one number in its series."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["group", "series", "number"], name="series_noted_once")
        ]

    def __str__(self) -> str:
        return f"{self.group}/{self.series} {self.number}"


class ReminderSending(Fact):
    """One attempt to remind a channel of a meeting some time before it begins; ``why`` it was in vain."""

    key = models.CharField(max_length=500, db_index=True)  # of the occurrence
    starts_at = models.DateTimeField()  # one that is moved is told of anew
    ahead = models.CharField(max_length=5)  # such as 7d
    channel = models.CharField(max_length=200)
    sent = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.key} {self.ahead} {self.channel}"


class CalendarAddress(Fact):
    """Somebody's private calendar has a new address, or none any more. The address itself is not kept.

    ``nonce``: what the address is made from, with a secret; ``digest``: what it is found by.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendar_addresses")
    nonce = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.user} {'has' if self.digest else 'has no'} address"
