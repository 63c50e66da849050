"""The demo's ledger: some decisions about who is who, and accounts to sign in with, one for each kind of reader."""

from __future__ import annotations

import secrets
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.jobs.correct import correct, undo
from folkmoot.jobs.demo.contests import CAST
from folkmoot.ledger import users
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Kind
from folkmoot.model.identity import Identity
from folkmoot.rules.authority import leads_on, serving_on

OPERATOR = "operator"
MERGED = 3  # suggestions that are agreed to; the next one is refused
CLERK = Actor("cli:demo", "cli", operator=True)


def record(identity: Identity, charter: Charter, today: date) -> str:
    """Record what an operator would have decided by now, with an audit row each; return the password of the accounts.

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
    cast = {f"gitee:{one.login}" for one in CAST}  # whom the contests show
    hidden = next((one for one in sorted({*identity.people} - cast) if not identity.people[one].declared), "")
    if hidden:
        correct(identity, "hide", hidden, actor=CLERK, why="does not want to be named")
    password = secrets.token_urlsafe(12)
    users.create(OPERATOR, password, actor=CLERK, operator=True)
    for name, person in seats(charter, today).items():
        users.create(name, password, actor=CLERK)
        users.link(name, person, actor=CLERK, why="so that the portal can be tried as somebody of the community")
    return password


def seats(charter: Charter, today: date) -> dict[str, str]:
    """Return the accounts that a visitor may sign in with, each with the id of the declared person it is.

    ``chair`` and ``seat`` sit in the committee; ``lead`` leads the first SIG by name that has a lead, ``member`` serves in
    it; ``outsider`` is declared and serves nowhere. Edges: who is not there has no account.
    """
    found: dict[str, str] = {}
    for group in charter.groups:
        leads, serving = sorted(leads_on(group, today)), serving_on(group, today)
        others = sorted(serving.difference(leads))
        if group.kind is Kind.COMMITTEE and leads and others:
            found.update(chair=leads[0], seat=others[0])
        elif group.kind is Kind.SIG and leads and others and "lead" not in found:
            found.update(lead=leads[0], member=others[0])
    anywhere = {term.person for _group, term in charter.terms()}
    outside = next((one.id for one in charter.people if one.id not in anywhere and one.accounts), "")
    return {**found, **({"outsider": outside} if outside else {})}
