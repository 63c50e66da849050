"""GitHub, for the contract of all sources."""

from __future__ import annotations

from pathlib import Path

from folkmoot.model.facts import Stream, Unaged
from folkmoot.sources.github.accounts import Accounts
from folkmoot.sources.github.organization import Members, Repositories
from folkmoot.wiring.streams.github import streams_of_repository
from tests.sources.github.forge import Forge

WANTED = (("ann", "1"), ("bo", ""), ("cy", "3"), ("gone", ""))


def streams(folder: Path) -> list[Stream]:
    """Give every stream of a repository and of its organisation."""
    github = Forge().github()
    ages = Accounts(github, lambda _now: [Unaged(f"github:{name}", number) for name, number in WANTED])
    return [
        *streams_of_repository(github, "Example/Kit"), Members(github, "example"), Repositories(github, "example"), ages,
    ]  # fmt: skip
