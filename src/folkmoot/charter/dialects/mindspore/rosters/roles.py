"""Keys of rosters and headings of lists → names of roles."""

from __future__ import annotations

import re

LEAD = "maintainer"  # MindSpore's tables say "lead" where its governance and sig-info.yaml say "maintainer"

ROLES = {
    "mentors": "mentor",
    "maintainers": LEAD,
    "committers": "committer",
    "reviewers": "reviewer",
    "approvers": "approver",
    "contributors": "contributor",
    "additional_contributors": "contributor",
    "members": "member",
    "repo_admin": "repo-admin",
    "repo-admin": "repo-admin",
    "security_contacts": "security-contact",
    "keeper": "branch-keeper",
}  # fmt: skip

_HEADINGS = (
    (re.compile(r"maintainer|维护者|\blead(s|er|ers|ing)?\b|负责人|chair|领衔", re.IGNORECASE), LEAD),
    (re.compile(r"committer|提交者", re.IGNORECASE), "committer"),
    (re.compile(r"reviewer|检视|评审者", re.IGNORECASE), "reviewer"),
    (re.compile(r"contributor|贡献者", re.IGNORECASE), "contributor"),
    (re.compile(r"mentor|导师", re.IGNORECASE), "mentor"),
    (re.compile(r"member|成员", re.IGNORECASE), "member"),
)


def role_of(words: str) -> str:
    """Return the role that a heading or a word names; nothing where it names none."""
    return next((role for pattern, role in _HEADINGS if pattern.search(words)), "")
