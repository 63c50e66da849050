"""Who stands in a commit: accounts from addresses, trailers and ``.mailmap``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from folkmoot.model.event import Sighting
from folkmoot.model.people import mail_account

_NOREPLY = (
    (re.compile(r"\d+\+([a-z0-9_.\-\[\]]+)@users\.noreply\.github\.com"), "github"),
    (re.compile(r"([a-z0-9\-]+)@users\.noreply\.github\.com"), "github"),
    (re.compile(r"\d+\+([a-z0-9_.\-]+)@user\.noreply\.gitee\.com"), "gitee"),
)
"""Addresses that forges give out in place of the real one. Gitee's name a login only after a number and a plus."""

_TRAILER = re.compile(r"^(co-authored-by|signed-off-by)\s*:\s*([^<\n]*)<([^<>\n]+)>\s*$", re.IGNORECASE | re.MULTILINE)
_MAILMAP = re.compile(r"^\s*([^<#]*)<([^<>]*)>\s*(?:([^<#]*)<([^<>]*)>)?")
_NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f]+")


@lru_cache(maxsize=65536)
def account_of_mail(address: str) -> str:
    """Return the account behind an address: the forge login for a forge's noreply address, else the address's hash."""
    lowered = address.strip().lower()
    for pattern, forge in _NOREPLY:
        if match := pattern.fullmatch(lowered):
            return f"{forge}:{match[1]}"
    return mail_account(lowered)


@lru_cache(maxsize=65536)
def domain_of(address: str) -> str:
    """Return the mail domain in lower case; empty where there is none."""
    _local, at, domain = address.strip().lower().rpartition("@")
    return domain if at else ""


def clean(name: str) -> str:
    """Return a name without control characters and spare spaces."""
    return " ".join(_NOT_PRINTABLE.sub(" ", name).split())


def trailers(message: str) -> Iterator[tuple[str, str, str]]:
    """Yield (``co-authored-by`` or ``signed-off-by``, name, address) for each such line of a message."""
    if "-by" not in message and "-By" not in message and "-BY" not in message:
        return
    for match in _TRAILER.finditer(message):
        yield match[1].lower(), clean(match[2]), match[3].strip()


def mailmap(text: str, repo: str) -> Iterator[Sighting]:
    """Yield what a ``.mailmap`` says, with git's own meaning of its four forms of line.

    Source: https://git-scm.com/docs/gitmailmap
    """
    for line in text.splitlines():
        match = _MAILMAP.match(line)
        if not match or not match[2].strip():
            continue
        name, proper, _old_name, old = clean(match[1]), match[2], match[3], match[4] or ""
        account = account_of_mail(proper)
        also = account_of_mail(old) if old.strip() else ""
        yield Sighting(
            account,
            name,
            domain_of(proper) if account.startswith("mail:") else "",
            also if also != account else "",
            "mailmap",
            "git",
            repo,
        )
