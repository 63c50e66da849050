"""Motions as plain JSON: what the ledger keeps frozen, and what a record of a decision holds. Reading gives the same back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from folkmoot.model.motion import Act, Count, Elector, Motion, Outcome, Portion, Stage, VotingRule
from folkmoot.model.text import Text

Plain = dict[str, Any]


def rule_plain(rule: VotingRule) -> Plain:
    """Return a rule as JSON, every field said."""
    said = {one.name: getattr(rule, one.name) for one in fields(rule) if one.name != "place"}
    said["title"] = asdict(rule.title)
    said["also"] = [{"roles": list(one.roles), "threshold": one.threshold} for one in rule.also]
    said["stages"] = [{"channel": one.channel, "days": one.days, "working": one.working} for one in rule.stages]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}


def rule_of(said: Mapping[str, Any]) -> VotingRule:
    """Return the rule of what ``rule_plain`` gave. Fields of a later version are left out."""
    known = {one.name for one in fields(VotingRule)} - {"place"}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items() if name in known
    }
    values["title"] = Text(**said["title"])
    values["also"] = tuple(Portion(tuple(one["roles"]), one["threshold"]) for one in said["also"])
    values["stages"] = tuple(Stage(**one) for one in said["stages"])
    return VotingRule(**values)


def elector_plain(one: Elector) -> Plain:
    """Return an elector as JSON."""
    return {
        "person": one.person, "roles": list(one.roles), "organization": one.organization,
        "since": one.since.isoformat() if one.since else None, "votes": one.votes, "why": one.why, "same": list(one.same),
    }  # fmt: skip


def elector_of(said: Mapping[str, Any]) -> Elector:
    """Return the elector of what ``elector_plain`` gave."""
    return Elector(
        str(said["person"]), tuple(said["roles"]), said["organization"],
        date.fromisoformat(said["since"]) if said["since"] else None, bool(said["votes"]), str(said["why"]),
        tuple(said["same"]),
    )  # fmt: skip


def frozen_plain(motion: Motion) -> Plain:
    """Return what a motion froze when it was opened."""
    return {
        "rule": rule_plain(motion.rule), "electors": [elector_plain(one) for one in motion.electors], "zone": motion.zone,
        "days_off": [day.isoformat() for day in motion.days_off], "days_on": [day.isoformat() for day in motion.days_on],
        "authorises": dict(motion.authorises), "charter": motion.charter,
    }  # fmt: skip


def motion_plain(motion: Motion) -> Plain:
    """Return a whole motion as JSON."""
    return {
        "number": motion.number, "group": motion.group, "kind": motion.kind, "title": asdict(motion.title),
        "text": motion.text, "about": motion.about, "why": motion.why, "secret": motion.secret,
        "opened_at": moment(motion.opened_at), "opened_by": motion.opened_by,
        "first_ends_at": moment(motion.first_ends_at) if motion.first_ends_at else None, **frozen_plain(motion),
    }  # fmt: skip


def motion_of(said: Mapping[str, Any]) -> Motion:
    """Return the motion of what ``motion_plain`` gave."""
    return Motion(
        number=int(said["number"]), group=str(said["group"]), kind=str(said["kind"]), title=Text(**said["title"]),
        rule=rule_of(said["rule"]), electors=tuple(elector_of(one) for one in said["electors"]),
        opened_at=moment_of(said["opened_at"]), opened_by=str(said["opened_by"]), text=str(said["text"]),
        about=str(said["about"]), why=str(said["why"]), secret=bool(said["secret"]), zone=str(said["zone"]),
        first_ends_at=moment_of(said["first_ends_at"]) if said["first_ends_at"] else None,
        days_off=tuple(date.fromisoformat(day) for day in said["days_off"]),
        days_on=tuple(date.fromisoformat(day) for day in said["days_on"]),
        authorises=dict(said["authorises"]), charter=str(said["charter"]),
    )  # fmt: skip


def act_plain(act: Act) -> Plain:
    """Return one act as JSON."""
    return {
        "ordinal": act.ordinal, "at": moment(act.at), "verb": act.verb, "by": act.by, "elector": act.elector,
        "choice": act.choice, "channel": act.channel, "why": act.why, "people": list(act.people), "content": dict(act.content),
    }  # fmt: skip


def act_of(said: Mapping[str, Any]) -> Act:
    """Return the act of what ``act_plain`` gave."""
    return Act(
        int(said["ordinal"]), moment_of(said["at"]), str(said["verb"]), str(said["by"]), str(said["elector"]),
        str(said["choice"]), str(said["channel"]), str(said["why"]), tuple(said["people"]), dict(said["content"]),
    )  # fmt: skip


def outcome_plain(outcome: Outcome) -> Plain:
    """Return an outcome with its arithmetic as JSON."""
    return {
        "word": outcome.word, "channel": outcome.channel, "at": moment(outcome.at) if outcome.at else None,
        "why": asdict(outcome.why), "count": asdict(outcome.count),
    }  # fmt: skip


def outcome_of(said: Mapping[str, Any]) -> Outcome:
    """Return the outcome of what ``outcome_plain`` gave."""
    at = moment_of(said["at"]) if said["at"] else None
    return Outcome(said["word"], Text(**said["why"]), str(said["channel"]), at, Count(**said["count"]))


def moment(at: datetime) -> str:
    """Return a UTC moment as RFC 3339 writes it, to the microsecond."""
    return at.isoformat(timespec="microseconds") + "Z"


def moment_of(said: str) -> datetime:
    """Return the moment of what ``moment`` gave."""
    return datetime.fromisoformat(said.removesuffix("Z"))
