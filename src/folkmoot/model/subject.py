"""Changes and issues by their subjects: ``gitee:example/kit!12``, ``github:example/kit#7``; and as people paste their addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

HOSTS: Mapping[str, str] = {
    "gitee.com": "gitee", "github.com": "github", "gitcode.com": "gitcode", "atomgit.com": "atomgit", "gitlab.com": "gitlab",
}  # fmt: skip
CHANGE, ISSUE = "!", "#"
_SUBJECT = re.compile(r"([a-z][a-z0-9-]*:[^\s/:#!]+/[^\s/:#!]+)([!#])([A-Za-z0-9]+)")
_PATH = re.compile(
    r"/([^\s/]+)/([^\s/]+)/(?:-/)?(?:(?P<change>pulls?|merge_requests|change)|(?P<issue>issues))/([A-Za-z0-9]+)/?"
)


def subject_of(said: str, hosts: Mapping[str, str] = HOSTS) -> str:
    """Return the subject of a change or an issue that somebody names by its subject or its address; "" for anything else.

    ``hosts``: the forge of each host. Edges: the repository is written in lower case; an address may go on after the number.
    """
    words = said.strip()
    if found := _SUBJECT.fullmatch(words):
        return f"{found[1].lower()}{found[2]}{found[3]}"
    parts = urlsplit(words) if words.startswith(("https://", "http://")) else None
    forge = hosts.get((parts.hostname or "").removeprefix("www.")) if parts else None
    path = _PATH.match(parts.path) if parts and forge else None
    if path is None:
        return ""
    return f"{forge}:{path[1]}/{path[2]}".lower() + (CHANGE if path["change"] else ISSUE) + path[5]


def repo_of(subject: str) -> str:
    """Return the repository of a subject."""
    return re.split(r"[!#@]", subject, maxsplit=1)[0]


def is_change(subject: str) -> bool:
    """Return whether a subject is a change."""
    return CHANGE in subject


def hosts_of(forges: Mapping[str, str]) -> Mapping[str, str]:
    """Return the forge of each host: those everybody knows, and those of ``forges`` (address by forge)."""
    own = {host: key for key, url in forges.items() if (host := urlsplit(url).hostname)}
    return {**HOSTS, **own}


def address_of(subject: str, forges: Mapping[str, str]) -> str:
    """Return the address of a change or an issue; "" where the forge's address is unknown. ``forges``: address by forge."""
    found = _SUBJECT.fullmatch(subject)
    if found is None:
        return ""
    forge, _, path = found[1].partition(":")
    known = {key: f"https://{host}" for host, key in HOSTS.items()} | dict(forges)
    if forge not in known:
        return ""
    change = {"github": "pull", "gitlab": "-/merge_requests"}.get(forge, "pulls")
    return f"{known[forge].rstrip('/')}/{path}/{change if found[2] == CHANGE else 'issues'}/{found[3]}"
