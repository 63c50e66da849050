"""Who stands in a commit: accounts from names and addresses, and from trailers. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from folkmoot.model.people import mail_account

_NOREPLY = (
    (re.compile(r"(?:\d+\+)?([a-z0-9][a-z0-9_-]*(?:\[bot\])?)@users\.noreply\.github\.com"), "github"),
    (re.compile(r"(?:\d+\+)?([a-z0-9_][a-z0-9_.-]*)@user\.noreply\.gitee\.com"), "gitee"),
)
"""Addresses that a forge gives out in place of somebody's own: they name the login."""

_HASHED = re.compile(r"u?[0-9a-f]{10,64}@")
"""An address whose local part somebody replaced by a hash before passing the history on: it names nobody."""

_NOBODYS = frozenset({
    "you@example.com", "your@email.com", "your@example.com", "your.email@example.com", "your_email@example.com",
    "youremail@example.com", "email@example.com", "user@example.com", "name@example.com", "test@test.com",
    "test@example.com", "admin@example.com", "root@root.com", "none@none.com", "unknown@unknown.com", "a@b.c",
})  # fmt: skip
_NOBODYS_LOCAL = frozenset({"noreply", "no-reply", "none", "unknown", "nobody"})
_MACHINES = re.compile(r"(^|\.)(local|localdomain|localhost|lan|home|internal|\(none\))$")

_TRAILER = re.compile(r"^(co-authored-by|signed-off-by)\s*:\s*([^<\n]*)<([^<>\n]+)>\s*$", re.IGNORECASE | re.MULTILINE)
_NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@lru_cache(maxsize=65536)
def account_of(name: str, mail: str) -> str:
    """Return the account of somebody who is written as ``name <mail>``.

    A forge's noreply address gives the login; any other address its hash. An address that no single person has
    (none at all, ``root@localhost``, ``you@example.com``) is hashed together with the name, so that it joins nobody.
    """
    lowered = mail.strip().lower()
    if not _HASHED.match(lowered):
        for pattern, forge in _NOREPLY:
            if match := pattern.fullmatch(lowered):
                return f"{forge}:{match[1]}"
    return mail_account(lowered) if is_somebodys(lowered) else mail_account(f"{clean(name)} <{lowered}>")


def is_somebodys(address: str) -> bool:
    """Return whether an address can be one person's: no machine's own, and none that settings are delivered with."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at or not local or "." not in domain or local in _NOBODYS_LOCAL:
        return False
    return address.strip().lower() not in _NOBODYS and not _MACHINES.search(domain)


@lru_cache(maxsize=65536)
def domain_of(address: str) -> str:
    """Return the mail domain in lower case; empty where there is none."""
    _local, at, domain = address.strip().lower().rpartition("@")
    return domain if at else ""


@lru_cache(maxsize=65536)
def clean(name: str) -> str:
    """Return a name without control characters and spare spaces."""
    return " ".join(_NOT_PRINTABLE.sub(" ", name).split())


def trailers(message: str) -> Iterator[tuple[str, str, str]]:
    """Yield (``co-authored-by`` or ``signed-off-by``, name, address) for each such line of a message."""
    lowered = message.lower()
    if "co-authored-by" not in lowered and "signed-off-by" not in lowered:
        return
    for match in _TRAILER.finditer(message):
        yield match[1].lower(), clean(match[2]), match[3].strip()
