"""What can be done at one meeting: each form's words become one verb, and a sentence about what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.jobs import meeting as job
from folkmoot.jobs import minuting, moving
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.sitting import Placed, Shared
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.recurrence import moment
from folkmoot.web.governing.floor import told_of

HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Asked:
    """Somebody asks for something at a meeting."""

    request: HttpRequest
    homes: Homes
    key: str
    actor: Actor
    now: datetime

    def said(self, name: str) -> str:
        """Return what was typed into a field."""
        return str(self.request.POST.get(name, "")).strip()

    def words(self, name: str) -> Text:
        """Return what was typed in both languages."""
        return Text(self.said(f"{name}_en"), self.said(f"{name}_zh"))

    def number(self, name: str) -> int | None:
        """Return a number, or None for nothing. Errors: BadInput for what is none."""
        said = self.said(name)
        if not said:
            return None
        if not said.isascii() or not said.isdecimal() or len(said) > 9:
            raise BadInput(Text(f"'{said[:20]}' is no number.", f"“{said[:20]}”不是数字。"))
        return int(said)

    def person(self, name: str) -> str:
        """Return the declared id of somebody chosen by their public one; "" for nobody."""
        said = self.said(name)
        if not said:
            return ""
        known = self.homes.faces.find(said)
        declared = self.homes.charter.person_by_id
        ids = [said] if said in declared else []
        if known is not None:
            ids = (
                [known.id]
                if known.id in declared
                else [one for one in declared if self.homes.identity.person_of.get(one) == known.id]
            )
        if not ids:
            raise BadInput(Text(f"the charter declares nobody called '{said[:60]}'.", f"章程中没有“{said[:60]}”。"))
        return ids[0]

    def clock(self, name: str) -> datetime | None:
        """Return the moment of a time such as 19:05 at this meeting, on the clocks of its series."""
        said = self.said(name)
        if not said:
            return None
        where = job.found(self.homes, self.key).occurrence
        local = where.starts_at.replace(tzinfo=UTC).astimezone(ZoneInfo(where.zone or "UTC"))
        at = moment(local.date(), said, where.zone)
        return at + timedelta(days=1) if at < where.starts_at - HALF_A_DAY else at

    def day(self, name: str) -> date | None:
        """Return a day, or None for nothing. Errors: BadInput for what is none."""
        said = self.said(name)
        try:
            return date.fromisoformat(said) if said else None
        except ValueError as error:
            raise BadInput(
                Text(f"'{said[:20]}' is no day.", f"“{said[:20]}”不是日期。"),
                mend=Text("Write it as 2026-11-24.", "请写成 2026-11-24。"),
            ) from error


Verb = Callable[[Asked], str]


def _open(asked: Asked) -> str:
    done = job.open_meeting(asked.homes, asked.key, actor=asked.actor, now=asked.now)
    return _("The meeting is open.") if done else _("Somebody else has just opened the meeting.")


def _close(asked: Asked) -> str:
    done = job.close_meeting(asked.homes, asked.key, actor=asked.actor, now=asked.now)
    return _("The meeting is closed.") if done else _("The meeting was closed already.")


def _here(asked: Asked) -> str:
    job.check_in(asked.homes, asked.key, actor=asked.actor, now=asked.now)
    return _("You are marked as present.")


def _leave(asked: Asked) -> str:
    job.leave(asked.homes, asked.key, actor=asked.actor, now=asked.now)
    return _("You are marked as gone.")


def _mark(asked: Asked) -> str:
    guest = asked.said("guest")
    whom = f"{job.GUEST}{guest}" if guest else asked.person("person")
    job.mark(
        asked.homes, asked.key, whom, asked.said("state"), holder=asked.person("holder"), organization=asked.said("organization"),
        came=asked.clock("came"), went=asked.clock("went"), actor=asked.actor, now=asked.now,
    )  # fmt: skip
    return ""  # the roll call itself shows it


def _propose(asked: Asked) -> str:
    job.propose(
        asked.homes, asked.key, title=asked.words("title"), text=asked.said("text"), minutes=asked.number("minutes"),
        presenter=asked.person("presenter"), actor=asked.actor, now=asked.now,
    )  # fmt: skip
    return _("Your topic is recorded.")


def _topic(asked: Asked) -> str:
    number, state = asked.number("topic"), asked.said("state")
    job.settle_topic(asked.homes, asked.key, number or 0, state, actor=asked.actor, now=asked.now)
    return _("The topic is on the agenda.") if state == "accepted" else _("The topic is withdrawn.")


def _arrange(asked: Asked) -> str:
    refs = asked.request.POST.getlist("ref")
    placed = []
    for ref in refs:
        one = Placed(
            ref, asked.number(f"minutes-{ref}"), asked.person(f"presenter-{ref}"), bool(asked.said(f"out-{ref}"))
        )
        placed.append((asked.number(f"place-{ref}") or len(refs) + 1, one))
    order = [one for _place, one in sorted(placed, key=lambda each: each[0])]
    job.arrange(asked.homes, asked.key, order, actor=asked.actor, now=asked.now)
    return _("The agenda is saved.")


def _note(asked: Asked) -> str:
    kind = asked.said("kind") or "note"
    minuting.jot(
        asked.homes, asked.key, kind, asked.words("says"), ref=asked.said("ref"), actor=asked.actor, now=asked.now
    )
    return _("The decision is recorded.") if kind == "decision" else _("The note is recorded.")


def _strike(asked: Asked) -> str:
    minuting.strike(asked.homes, asked.key, asked.number("note") or 0, actor=asked.actor, now=asked.now)
    return _("The note is taken back.")


def _action(asked: Asked) -> str:
    minuting.take_on(
        asked.homes, asked.key.partition("/")[0], asked.words("says"), owner=asked.person("owner"), due=asked.day("due"),
        meeting=asked.key, actor=asked.actor, now=asked.now,
    )  # fmt: skip
    return _("The action item is recorded.")


def _motion(asked: Asked) -> str:
    number = job.put(
        asked.homes, asked.key, title=asked.words("title"), text=asked.said("text"), rule=asked.said("rule"),
        recused=(one,) if (one := asked.person("recused")) else (), actor=asked.actor, now=asked.now,
    )  # fmt: skip
    return _("Motion %(number)s is open.") % {"number": number}


def _hands(asked: Asked) -> str:
    number = asked.number("number") or 0
    faces = asked.homes.faces
    votes = {
        one.person: asked.said(f"choice-{faces.id_of(one.person)}")
        for one in moving.seen(number, asked.now).motion.electors
    }
    count = job.hands(asked.homes, asked.key, number, votes, actor=asked.actor, now=asked.now)
    told = ngettext("%(count)s vote written down.", "%(count)s votes written down.", count) % {"count": count}
    if not asked.said("end"):
        return told
    outcome = moving.end_stage(asked.homes, number, actor=asked.actor, now=asked.now)
    return f"{told} {told_of(outcome)}"


def _write(asked: Asked) -> str:
    made = minuting.write(
        asked.homes, asked.key, asked.words("says"), after=asked.number("after") or 0, actor=asked.actor, now=asked.now,
        why=asked.said("why"),
    )  # fmt: skip
    return _("Version %(number)s of the minutes is saved.") % {"number": made.number}


def _put(asked: Asked) -> str:
    number = minuting.put_minutes(asked.homes, asked.key, actor=asked.actor, now=asked.now)
    return _("Motion %(number)s asks for approval of the minutes.") % {"number": number}


def _link(asked: Asked) -> str:
    shared = Shared(asked.said("kind"), asked.said("url"), asked.said("title"))
    held = not asked.said("gone")
    job.share(asked.homes, asked.key, shared, held=held, actor=asked.actor, now=asked.now)
    return _("The link is added.") if held else _("The link is gone.")


def _publish(asked: Asked) -> str:
    commit = minuting.publish(asked.homes, asked.key, actor=asked.actor, now=asked.now, branch=asked.said("branch"))
    return (
        _("The notes are in the charter: commit %(commit)s.") % {"commit": commit[:10]}
        if commit
        else _("The notes are in the charter.")
    )


VERBS: Mapping[str, Verb] = {
    "open": _open, "close": _close, "here": _here, "leave": _leave, "mark": _mark, "propose": _propose, "topic": _topic,
    "arrange": _arrange, "note": _note, "strike": _strike, "action": _action, "motion": _motion, "hands": _hands,
    "write": _write, "put": _put, "link": _link, "publish": _publish,
}  # fmt: skip
BACK: Mapping[str, str] = {
    "here": "#roll", "leave": "#roll", "mark": "#roll", "propose": "#agenda", "topic": "#agenda", "arrange": "#agenda",
    "note": "#agenda", "strike": "#agenda", "action": "#actions", "motion": "#decisions", "hands": "#decisions",
    "write": "#minutes", "put": "#minutes", "link": "#links", "publish": "#minutes",
}  # fmt: skip
"""Where on the page each form leads back to."""
