"""The demo's ledger: some decisions about who is who, and an account that may operate the community."""

from __future__ import annotations

import secrets

from folkmoot.jobs.correct import correct, undo
from folkmoot.ledger import users
from folkmoot.model.actor import Actor
from folkmoot.model.identity import Identity

OPERATOR = "operator"
MERGED = 3  # suggestions that are agreed to; the next one is refused
CLERK = Actor("cli:demo", "cli", operator=True)


def record(identity: Identity) -> str:
    """Record what an operator would have decided by now, with an audit row each; return the operator's password.

    Edges: which suggestions are decided follows from the plan alone; the moments and the password do not.
    """
    pairs = [(one.account, one.other) for one in sorted(identity.suggestions) if one.why == "name"]
    agreed, refused = pairs[:MERGED], pairs[MERGED : MERGED + 1]
    for account, other in agreed:
        correct(identity, "merge", account, other, actor=CLERK, why="asked both by mail; one person")
    for account, other in refused:
        made = correct(identity, "merge", account, other, actor=CLERK, why="the names are the same")
        undo(made.id, actor=CLERK, why="asked: these are two people")
        correct(identity, "refuse", account, other, actor=CLERK, why="two people with one name")
    hidden = next((one for one in sorted(identity.people) if not identity.people[one].declared), "")
    if hidden:
        correct(identity, "hide", hidden, actor=CLERK, why="does not want to be named")
    password = secrets.token_urlsafe(12)
    users.create(OPERATOR, password, actor=CLERK, operator=True)
    return password
