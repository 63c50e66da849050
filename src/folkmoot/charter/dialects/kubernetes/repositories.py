"""Links to OWNERS files as repositories and folders."""

from __future__ import annotations

import re

from folkmoot.model.groups import GroupRepository

_RAW = re.compile(
    r"https?://raw\.githubusercontent\.com/(?P<owner>[^/\s]+)/(?P<name>[^/\s]+)"
    r"/(?:refs/(?:heads|tags)/)?(?P<branch>[^/\s]+)/(?P<path>\S+)$"
)
_SEEN = re.compile(
    r"https?://github\.com/(?P<owner>[^/\s]+)/(?P<name>[^/\s]+)/(?:blob|tree|raw)/(?P<branch>[^/\s]+)/(?P<path>\S+)$"
)
_WHOLE = re.compile(r"https?://github\.com/(?P<owner>[^/\s]+)/(?P<name>[^/\s]+?)(?:\.git)?/?$")


def owned(link: str) -> GroupRepository | None:
    """Return the repository, and the folder of it, whose OWNERS file stands at ``link``; None if it names none."""
    link = link.strip().partition("#")[0].partition("?")[0]
    found = _RAW.match(link) or _SEEN.match(link)
    if found:
        folder = found["path"].strip("/").rpartition("/")[0]
        return GroupRepository(f"github:{found['owner']}/{found['name']}".lower(), folder)
    whole = _WHOLE.match(link)
    return GroupRepository(f"github:{whole['owner']}/{whole['name']}".lower()) if whole else None
