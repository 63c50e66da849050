"""What the demo's people ask for: to join a group, to found one; and a proposal that is before the committee."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import founding, joining, moving, proposing
from folkmoot.jobs.demo.recorded import seats
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Kind
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on

DAY = timedelta(days=1)


def record(homes: Homes) -> None:
    """Record applications, a group to be founded with what is said about it, and a vote on the newest proposal."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today = moving.day_of(homes, now)
    known = {name: Actor(name, "demo", people=(who,)) for name, who in seats(homes.charter, today).items()}
    sig = next((one for one in homes.charter.groups if one.kind is Kind.SIG and "lead" in known
                and known["lead"].people[0] in leads_on(one, today)), None)  # fmt: skip
    if sig is not None and "outsider" in known:
        why = "I use it at work every day, and would like to help with its documentation."
        joining.ask(homes, sig.slug, actor=known["outsider"], now=now - 2 * DAY, why=why)
    if "member" in known and "outsider" in known:
        _found(homes, known, now)
    waiting = [one for one in homes.charter.proposals if one.status == "provisional"]
    committee = next((one for one in homes.charter.groups if one.kind is Kind.COMMITTEE), None)
    if waiting and committee is not None and "chair" in known:
        said = "its open questions were answered at the last meeting"
        proposing.put(
            homes, waiting[-1].id, "implementable", group=committee.slug, actor=known["chair"], now=now - DAY, why=said
        )


def _found(homes: Homes, known: dict[str, Actor], now: datetime) -> None:
    people = [known[name].people[0] for name in ("member", "outsider", "lead")]
    said = {
        "slug": "accessibility", "kind": "sig", "name_en": "Accessibility", "name_zh": "无障碍", "lead": people[0], "people": people,
        "scope": "Documentation, examples and tools that everybody can read and use, with and without eyes on a screen.",
        "mail": "accessibility@lists.example.org", "proposal": homes.charter.proposals[-1].id if homes.charter.proposals else "",
    }  # fmt: skip
    number = founding.propose(homes, said, actor=known["member"], now=now - 4 * DAY)
    founding.comment(number, "Please say which of the tools come first.", actor=known["lead"], now=now - 3 * DAY)
