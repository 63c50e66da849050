"""The tables of the ledger: accounts, facts about them, corrections of identity, and the audit trail."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from folkmoot.ledger.facts import Fact

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


class IdentityCorrection(Fact):
    """A decision about identity (the verbs of ``model.identity.Correction``), or the undoing of one."""

    verb = models.CharField(max_length=20)
    a = models.CharField(max_length=500)
    b = models.CharField(max_length=500, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undoing")

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


FACTS: tuple[type[Fact], ...] = (Audit, IdentityCorrection, PersonLink, OperatorGrant)
"""The tables that the database itself keeps append-only."""
