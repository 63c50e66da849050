"""What a name tells about who somebody is: its plain form, and names that tell nothing."""

from __future__ import annotations

import unicodedata

from folkmoot.model.people import is_placeholder
from folkmoot.model.text import has_han

MEANINGLESS = frozenset(
    {"root", "admin", "administrator", "user", "users", "username", "name", "your name", "you", "yourname", "my name",
     "unknown", "anonymous", "nobody", "no name", "noname", "none", "test", "tester", "testing", "demo", "guest",
     "dev", "developer", "devs", "author", "owner", "me", "myself", "home", "pc", "desktop", "laptop", "mac",
     "macbook", "macbook pro", "ubuntu", "debian", "centos", "fedora", "linux", "windows", "docker", "ecs user",
     "ec2 user", "vagrant", "jenkins", "gitlab", "github", "gitee", "git", "svn", "localhost", "default", "temp",
     "tmp", "work", "ma user", "student", "hello", "hello world", "abc", "aaa", "123", "1", "(no author)",
     "no author", "用户", "测试", "管理员", "未知", "匿名"}
)  # fmt: skip

_SHORTEST = 4  # letters that a Latin name needs before it suggests anything


def plain(name: str) -> str:
    """Return the name for comparison: one Unicode form, one case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().replace("_", " ").replace("-", " ").split())


def is_meaningless(name: str) -> bool:
    """Return whether ``name`` stands for nobody in particular: empty, a placeholder, ``root``, ``user`` and so on."""
    form = plain(name)
    return is_placeholder(name) or is_placeholder(form) or form in MEANINGLESS


def is_telling(form: str) -> bool:
    """Return whether a plain form may suggest that two accounts are one person's: meaningful and not too short."""
    if "@" in form or is_meaningless(form):
        return False
    letters = sum(letter.isalpha() for letter in form)
    return letters >= (2 if has_han(form) else _SHORTEST)
