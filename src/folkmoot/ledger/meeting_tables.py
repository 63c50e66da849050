"""The tables of one meeting: its steps, topics, roll call, notes, minutes, links and action items; all append-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from folkmoot.ledger.facts import Fact

KEY = 300  # letters of a meeting's key


class Meeting(Fact):
    """A meeting of which something was recorded for the first time. Who records about it holds this row meanwhile."""

    key = models.CharField(max_length=KEY, unique=True)
    group = models.CharField(max_length=200, db_index=True)

    def __str__(self) -> str:
        return self.key


class MeetingStep(Fact):
    """It was opened or closed, its minutes were put to a vote, its attendance was counted, its notes published."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    word = models.CharField(max_length=10)
    content = models.JSONField(default=dict)  # what was fixed by it

    def __str__(self) -> str:
        return f"{self.meeting} {self.word}"


class MeetingTopic(Fact):
    """Somebody proposed a topic; ``suggested`` by somebody who does not serve."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="topics")
    title_en = models.CharField(max_length=300, blank=True)
    title_zh = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    presenter = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=500)  # a person's id, else the account's name
    suggested = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.title_en or self.title_zh


class MeetingTopicChange(Fact):
    """A topic was accepted or withdrawn; the last word counts."""

    topic = models.ForeignKey(MeetingTopic, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.topic} {self.state}"


class MeetingOrder(Fact):
    """The order of the agenda's lines, with minutes and presenters: a list of maps; the last word counts."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="orders")
    lines = models.JSONField()

    def __str__(self) -> str:
        return f"{self.meeting} {len(self.lines)}"


class MeetingMark(Fact):
    """A mark of the roll call: everything about one person at this meeting; the last word counts.

    ``spans``: when they were there, as pairs of moments in ISO 8601; the second one is null while they are.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="marks")
    person = models.CharField(max_length=500, blank=True)
    guest = models.CharField(max_length=200, blank=True)
    organization = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10)
    holder = models.CharField(max_length=500, blank=True)
    spans = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.meeting} {self.person or self.guest} {self.state}"


class MeetingNote(Fact):
    """Something noted or decided under a line of the agenda; or the taking back of one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes")
    ref = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10)
    says_en = models.TextField(blank=True)
    says_zh = models.TextField(blank=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoing")

    def __str__(self) -> str:
        return f"{self.kind}: {self.says_en or self.says_zh}"


class MinutesText(Fact):
    """One version of the minutes in both languages; whoever saves second with one number is told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveIntegerField()
    says_en = models.TextField(blank=True)
    says_zh = models.TextField(blank=True)

    class Meta:
        """Each number once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version")
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"


class MeetingLink(Fact):
    """A recording, slides or something else to look at (``held``), or no longer."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=10)
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    held = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.url}"


class ActionItem(Fact):
    """Something that somebody has taken on."""

    group = models.CharField(max_length=200, db_index=True)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="actions")
    says_en = models.TextField(blank=True)
    says_zh = models.TextField(blank=True)
    owner = models.CharField(max_length=500, blank=True, db_index=True)
    due = models.DateField(null=True)

    def __str__(self) -> str:
        return self.says_en or self.says_zh


class ActionChange(Fact):
    """What an action item has become: its state, owner and day from now on."""

    item = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10)
    owner = models.CharField(max_length=500, blank=True)
    due = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.item} {self.state}"
