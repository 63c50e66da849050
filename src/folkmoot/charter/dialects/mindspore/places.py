"""Addresses as written: accounts and repositories in links and words, mail addresses, forges."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from folkmoot.model.people import is_placeholder

FORGES = {
    "gitee.com": "gitee", "github.com": "github", "gitcode.com": "gitcode", "atomgit.com": "atomgit",
    "gitlab.com": "gitlab", "codehub.devcloud.huaweicloud.com": "codehub",
}  # fmt: skip
FORGE_URLS = {"gitee": "https://gitee.com", "github": "https://github.com", "gitcode": "https://gitcode.com",
              "atomgit": "https://atomgit.com", "gitlab": "https://gitlab.com"}  # fmt: skip
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
URL = re.compile(r"https?://[^\s<>()（）\[\]\"'，。；、]+(?:\([^\s()]*\)[^\s<>()（）\[\]\"'，。；、]*)*")
_WORD = re.compile(r"[\w.+-]+")
_LOGIN = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class RepoWords:
    """A repository as its source wrote it: the key, a path in it, and what was odd about the spelling."""

    key: str
    path: str = ""
    odd: str = ""  # "", slash, path, case, owner

    @property
    def readable(self) -> bool:
        """Whether the words name a repository at all."""
        return bool(self.key)


def forge_of(url: str) -> tuple[str, str]:
    """Return the forge of a link and the path behind it; an empty forge for any other site."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    host = (parts.hostname or "").removeprefix("www.")
    return FORGES.get(host, ""), unquote(parts.path)


def account_in(url: str) -> str:
    """Return the account that a link leads to, or nothing if it leads elsewhere."""
    forge, path = forge_of(url)
    steps = [step for step in path.split("/") if step]
    if not forge or len(steps) != 1 or not _LOGIN.fullmatch(steps[0]) or is_placeholder(steps[0]):
        return ""
    return f"{forge}:{steps[0].lower()}"


def account_named(login: str, forge: str = "gitee") -> str:
    """Return the account of a login as written; nothing for a placeholder or for words that are no login."""
    login = login.strip().strip("@").strip()
    if forge_of(login)[0]:
        return account_in(login)
    return f"{forge}:{login.lower()}" if _LOGIN.fullmatch(login) and not is_placeholder(login) else ""


def repo_in(url: str) -> RepoWords:
    """Read a link to a repository, or to a folder of it (``/tree/BRANCH/FOLDER``)."""
    forge, path = forge_of(url)
    steps = [step for step in path.removesuffix(".git").split("/") if step]
    if not forge or len(steps) < 2 or not all(_WORD.fullmatch(step) for step in steps[:2]):
        return RepoWords("")
    if len(steps) > 2 and steps[2] not in ("tree", "blob", "src"):
        return RepoWords("")  # an issue, a picture, a change
    below = steps[4:] if len(steps) > 4 and steps[2] in ("tree", "blob") else []
    return RepoWords(f"{forge}:{steps[0]}/{steps[1]}".lower(), "/".join(below))


def repo_named(words: str, forge: str = "gitee") -> RepoWords:
    """Read ``owner/name`` as a roster writes it; whatever is odd about it is told, not hidden."""
    words = words.strip()
    if forge_of(words)[0]:
        return repo_in(words)
    steps = words.strip("/").split("/")
    if not all(_WORD.fullmatch(step) for step in steps):
        return RepoWords("")
    if len(steps) == 1:
        return RepoWords(f"git:{steps[0]}".lower(), odd="owner")
    odd = (
        "path" if len(steps) > 2 else "slash" if words.endswith("/") else "case" if steps[0] != steps[0].lower() else ""
    )
    return RepoWords(f"{forge}:{steps[0]}/{steps[1]}".lower(), "/".join(steps[2:]), odd)
