"""Who acts on the command line: whoever has a shell on the workspace already holds all of its files."""

from __future__ import annotations

import getpass
from dataclasses import replace

from folkmoot.model.actor import Actor


def shell_actor() -> Actor:
    """Return the operating system's user as an operator, named ``cli:login``."""
    return Actor(f"cli:{getpass.getuser()}", "cli", operator=True)


def acting_as(person: str) -> Actor:
    """Return the shell's operator; with ``person``, acting as that person and with their rights alone."""
    actor = shell_actor()
    return replace(actor, operator=False, people=(person,)) if person else actor
