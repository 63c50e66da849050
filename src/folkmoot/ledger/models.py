"""The tables of the ledger: accounts, facts about them, corrections of identity, and the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from folkmoot.ledger.box_tables import BallotBox, BoxCount, BoxVoter, SealedBallot
from folkmoot.ledger.calendar_tables import (
    CalendarAddress,
    HostAnswer,
    HostOffer,
    MeetingChange,
    ReminderSending,
    SeriesNoted,
)
from folkmoot.ledger.certificate_tables import (
    Certificate,
    CertificateRevocation,
    CommunityNumber,
    IssuerKey,
    NumberAct,
)
from folkmoot.ledger.contest_tables import ContestAct
from folkmoot.ledger.delivery import Delivery
from folkmoot.ledger.election_tables import ElectionAct
from folkmoot.ledger.facts import Fact
from folkmoot.ledger.meeting_tables import (
    ActionChange,
    ActionItem,
    Meeting,
    MeetingLink,
    MeetingMark,
    MeetingNote,
    MeetingOrder,
    MeetingStep,
    MeetingTopic,
    MeetingTopicChange,
    MinutesText,
)
from folkmoot.ledger.motion_tables import Motion, MotionAct
from folkmoot.ledger.partner_tables import PartnerContact, PartnerNote
from folkmoot.ledger.petition_tables import Petition, PetitionAct
from folkmoot.ledger.programme_tables import ProgrammeAct
from folkmoot.ledger.round_tables import Round, RoundAct
from folkmoot.ledger.submission_tables import Submission, SubmissionAct, SubmissionTurn

NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]*(@[a-z0-9-]+)?\Z",
    "A name is made of a-z, 0-9, dot, dash and underscore; somebody who came through a forge has @forge behind it.",
)


class UserManager(BaseUserManager["User"]):
    """Makes accounts. Doors use ``ledger.users``, which leaves an audit row."""

    def create_user(self, username: str, password: str | None = None, **more: Any) -> User:
        """Make an account; without a password nobody can sign in to it by password."""
        user = self.model(username=username.strip().lower(), **more)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. It holds no rights: those follow from the charter, or from a recorded grant."""

    username = models.CharField(max_length=150, unique=True, validators=[NAME])
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.username


class Audit(Fact):
    """Who did what about whom, from where, and what it was before and after."""

    verb = models.CharField(max_length=60)
    about = models.CharField(max_length=500, db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    origin = models.CharField(max_length=100)  # an IP address, or "cli"

    class Meta:
        """Newest first is what pages ask for."""

        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["verb", "id"], name="audit_verb")]

    def __str__(self) -> str:
        return f"{self.who} {self.verb} {self.about}"


class Batch(Fact):
    """A file of who is who that was brought in as a whole: its name, its SHA-256 and its format."""

    name = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    form = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name


class IdentityCorrection(Fact):
    """A decision about identity (the verbs of ``model.identity.Correction``), or the undoing of one.

    ``batch``: the import that brought it; of an undoing, that the whole import was undone.
    """

    verb = models.CharField(max_length=20)
    a = models.CharField(max_length=500)
    b = models.CharField(max_length=500, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoing")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="corrections")

    def __str__(self) -> str:
        return f"{self.verb} {self.a} {self.b}".strip()


class PersonLink(Fact):
    """An account of the portal is (``held``), or no longer is, a person of the community."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="links")
    person = models.CharField(max_length=500)
    held = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.user} {'is' if self.held else 'is not'} {self.person}"


class OperatorGrant(Fact):
    """An account may (``held``), or may no longer, operate a community whose charter names no operators."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    held = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.user} {'operates' if self.held else 'does not operate'}"


class Claim(Fact):
    """Somebody of the portal holds (``held``), or gives up, an account of a forge, and how they have proven it.

    ``uid``: the forge's number of it where it was told. ``nonce``: of the signed challenge; each is good for one claim.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="claims")
    account = models.CharField(max_length=500, db_index=True)
    uid = models.CharField(max_length=100, blank=True)
    how = models.CharField(max_length=20)  # "oauth", "key" or "operator"
    held = models.BooleanField()
    nonce = models.CharField(max_length=64, unique=True, null=True)
    correction = models.ForeignKey(IdentityCorrection, null=True, on_delete=models.PROTECT, related_name="claims")

    def __str__(self) -> str:
        return f"{self.user} {'holds' if self.held else 'gives up'} {self.account}"


class Dispute(Fact):
    """Somebody says that what is recorded of them is wrong, or claims what they could not prove; operators decide."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="disputes")
    kind = models.CharField(max_length=20)  # "claim", "merge" or "affiliation"
    person = models.CharField(max_length=500)  # whom it is about, as it was called then
    about = models.CharField(max_length=500)  # the account, or the organisation

    def __str__(self) -> str:
        return f"{self.user} {self.kind} {self.about}"


class Ruling(Fact):
    """What an operator has decided in a dispute, and by which correction."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="ruling")
    granted = models.BooleanField()
    correction = models.ForeignKey(IdentityCorrection, null=True, on_delete=models.PROTECT, related_name="rulings")

    def __str__(self) -> str:
        return f"{'granted' if self.granted else 'refused'}: {self.dispute}"


class AlertNotice(Fact):
    """An alert was raised about something (``state`` raised), or is over."""

    alert = models.CharField(max_length=200, db_index=True)
    thing = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10)
    title_en = models.TextField(blank=True)
    title_zh = models.TextField(blank=True)
    says_en = models.TextField(blank=True)
    says_zh = models.TextField(blank=True)
    value = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.alert} {self.thing} {self.state}"


class AlertSending(Fact):
    """One attempt to tell a channel of a notice; ``why`` it was in vain."""

    notice = models.ForeignKey(AlertNotice, on_delete=models.PROTECT, related_name="sendings")
    channel = models.CharField(max_length=200)
    sent = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.notice} {self.channel}"


class DigestSending(Fact):
    """One attempt to send the digest of the week that begins on ``week`` to a channel; ``why`` it was in vain."""

    week = models.DateField(db_index=True)
    about = models.CharField(max_length=500, blank=True)  # groups, between commas; empty: the whole community
    channel = models.CharField(max_length=200)
    sent = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.week} {self.about} {self.channel}"


__all__ = [
    "FACTS", "ActionChange", "ActionItem", "AlertNotice", "AlertSending", "Audit", "BallotBox", "Batch", "BoxCount",
    "BoxVoter", "CalendarAddress", "Certificate", "CertificateRevocation", "Claim", "CommunityNumber",
    "ContestAct", "Delivery", "DigestSending", "Dispute", "ElectionAct", "HostAnswer",
    "HostOffer", "IdentityCorrection", "IssuerKey", "Meeting", "MeetingChange", "MeetingLink", "MeetingMark", "MeetingNote",
    "MeetingOrder", "MeetingStep", "MeetingTopic", "MeetingTopicChange", "MinutesText", "Motion", "MotionAct", "NumberAct",
    "OperatorGrant", "PartnerContact", "PartnerNote", "PersonLink", "Petition", "PetitionAct", "ProgrammeAct", "ReminderSending",
    "Round", "RoundAct", "Ruling", "SealedBallot", "SeriesNoted", "Submission", "SubmissionAct", "SubmissionTurn", "User",
]  # fmt: skip

FACTS: tuple[type[Fact], ...] = (
    Motion, MotionAct,
    Audit, IdentityCorrection, PersonLink, OperatorGrant, Batch, Claim, Dispute, Ruling, AlertNotice, AlertSending, DigestSending,
    Meeting, MeetingStep, MeetingTopic, MeetingTopicChange, MeetingOrder, MeetingMark, MeetingNote, MinutesText, MeetingLink,
    ActionItem, ActionChange,
    BallotBox, BoxCount, ElectionAct, Round, RoundAct, Petition, PetitionAct,
    MeetingChange, HostOffer, HostAnswer, SeriesNoted, ReminderSending, CalendarAddress, ContestAct, ProgrammeAct,
    CommunityNumber, NumberAct, Certificate, CertificateRevocation, IssuerKey, Submission, SubmissionAct,
)  # fmt: skip
"""The tables that the database itself keeps append-only."""
