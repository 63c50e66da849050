"""How somebody of the cast gets an account and signs in."""

from __future__ import annotations

from django.test import Client

from folkmoot.ledger import users
from folkmoot.ledger.models import User
from folkmoot.model.actor import Actor

SHELL = Actor("cli:root", "cli", operator=True)
GOOD = "a long walk by the sea"


def signed_in(name: str, *, operator: bool = False) -> Client:
    users.create(name, GOOD, actor=SHELL, operator=operator)
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client
