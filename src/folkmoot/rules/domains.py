"""Which organisation a mail domain belongs to; which domains belong to nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable

from folkmoot.model.community import Organization
from folkmoot.model.people import is_placeholder

PUBLIC = frozenset(
    {"gmail.com", "googlemail.com", "qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "188.com",
     "vip.163.com", "139.com", "189.cn", "wo.cn", "sina.com", "sina.cn", "vip.sina.com", "sohu.com", "aliyun.com",
     "tom.com", "21cn.com", "88.com", "outlook.com", "outlook.de", "outlook.fr", "hotmail.com", "hotmail.co.uk",
     "hotmail.fr", "hotmail.de", "live.com", "live.cn", "msn.com", "icloud.com", "me.com", "mac.com", "yahoo.com",
     "yahoo.cn", "yahoo.com.cn", "yahoo.co.jp", "yahoo.co.uk", "yahoo.co.in", "yahoo.fr", "ymail.com", "aol.com",
     "proton.me", "protonmail.com", "protonmail.ch", "pm.me", "tutanota.com", "tuta.io", "gmx.de", "gmx.net",
     "gmx.com", "web.de", "mail.ru", "yandex.ru", "yandex.com", "bk.ru", "zoho.com", "fastmail.com", "fastmail.fm",
     "hey.com", "duck.com", "mail.com", "naver.com", "hanmail.net", "daum.net", "rediffmail.com", "libero.it",
     "orange.fr", "free.fr", "wanadoo.fr", "t-online.de", "posteo.de", "mailbox.org", "riseup.net", "disroot.org",
     "users.noreply.github.com", "noreply.github.com", "users.noreply.gitee.com", "noreply.gitee.com",
     "user.noreply.gitee.com", "users.noreply.gitlab.com", "users.noreply.atomgit.com", "github.com", "gitee.com",
     "gitlab.com", "atomgit.com"}
)  # fmt: skip
"""Where anybody may have an address: it says nothing about an employer."""

_NOWHERE = frozenset(
    {"local", "localdomain", "localhost", "lan", "home", "internal", "intranet", "corp", "private", "invalid", "test",
     "novalocal", "openstacklocal", "arpa", "none", "null", "unknown", "nowhere", "host", "domain", "server", "fake"}
)  # fmt: skip

_SECOND_LEVEL = frozenset({"com", "net", "org", "edu", "ac", "gov", "co", "or", "ne", "go", "gob", "nom", "mil", "res"})

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def registrable(domain: str) -> str:
    """Return the part of a domain that somebody registered (``cs.example.edu.cn`` → ``example.edu.cn``), or "".

    Empty for public mail providers, no-reply addresses, and what is no domain at all (``MacBook-Pro.local``).
    """
    labels = domain.strip().strip(".").lower().split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return ""
    if labels[-1] in _NOWHERE or not labels[-1].isalpha() or any(label.endswith("noreply") for label in labels):
        return ""
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    found = ".".join(labels[-3:] if country else labels[-2:])
    return "" if found in PUBLIC or ".".join(labels) in PUBLIC else found


class Organizations:
    """The declared organisations: one spelling for each of their names, and the domains that are theirs."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._spelling: dict[str, str] = {}
        self._by_domain: dict[str, str] = {}
        self._declares: dict[str, str] = {}  # answers given before: a community has far fewer domains than people
        self._of_domain: dict[str, str] = {}
        for organization in organizations:
            for name in (organization.name, *organization.aliases):
                self._spelling.setdefault(name.strip().casefold(), organization.name)
            for domain in organization.domains:
                self._by_domain.setdefault(domain.strip().strip(".").lower(), organization.name)

    def named(self, said: str) -> str:
        """Return the spelling to show of an organisation's name, or "" for a placeholder such as ``NA``."""
        return "" if is_placeholder(said) else self._spelling.get(said.strip().casefold(), said.strip())

    def declares(self, domain: str) -> str:
        """Return the declared organisation whose domain this is, or is below; the longest match wins; "" for none."""
        if domain not in self._declares:
            labels = domain.strip().strip(".").lower().split(".")
            ends = (".".join(labels[start:]) for start in range(len(labels)))
            self._declares[domain] = next((self._by_domain[end] for end in ends if end in self._by_domain), "")
        return self._declares[domain]

    def of_domain(self, domain: str) -> str:
        """Return who is behind a mail domain: a declared organisation, else the registered domain, else ""."""
        if domain not in self._of_domain:
            self._of_domain[domain] = self.declares(domain) or registrable(domain)
        return self._of_domain[domain]
