"""The acts that make a developer level, and what each is called on the path to a merged change."""

from __future__ import annotations

INTEREST = ("repo.starred", "repo.forked", "repo.watched")
TALK = ("issue.opened", "issue.commented", "change.opened", "change.commented", "change.reviewed", "commit.authored")
MERGED = "change.merged"
ACTS = {
    "repo.starred": "star", "repo.forked": "fork", "repo.watched": "watch", "issue.opened": "issue",
    "issue.commented": "comment", "change.commented": "comment", "change.reviewed": "review", "change.opened": "change",
    "commit.authored": "commit", MERGED: "merged",
}  # fmt: skip
"""What each kind of event is called on a path; where two happen at one moment, the first named here comes first."""
