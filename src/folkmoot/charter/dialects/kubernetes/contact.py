"""Where a group of Kubernetes talks."""

from __future__ import annotations

from folkmoot.charter.yamltree import Tree
from folkmoot.model.groups import Channel

_SLACK = "https://kubernetes.slack.com/messages/"
_TEAM = "https://github.com/orgs/kubernetes/teams/"


def channels(contact: Tree | None) -> tuple[Channel, ...]:
    """Return the channels under ``contact``: Slack, mailing lists, teams on GitHub."""
    if contact is None:
        return ()
    found = []
    if slack := contact.text("slack"):
        found.append(Channel("slack", slack if "://" in slack else _SLACK + slack, f"#{slack.rpartition('/')[2]}"))
    if public := contact.text("mailing_list"):
        found.append(Channel("mail", public, "mailing list"))
    if private := contact.text("private_mailing_list"):
        found.append(Channel("mail", private, "private mailing list"))
    for team in contact.get("teams") or ():
        if name := team.text("name"):
            about = team.text("description")
            found.append(Channel("github-team", _TEAM + name, f"{name}: {about}" if about else name))
    return tuple(dict.fromkeys(found))
