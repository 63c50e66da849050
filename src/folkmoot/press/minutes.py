"""Minutes on paper: a draft in both languages from what was recorded, the agenda as Markdown, and notes for the charter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from folkmoot.charter.noting import noted
from folkmoot.model.agenda import BRINGS, AgendaLine, Due
from folkmoot.model.amendment import Amendment
from folkmoot.model.meeting_note import MeetingNote
from folkmoot.model.rollcall import Mark, Seat
from folkmoot.model.sitting import NOTES
from folkmoot.model.text import LANGUAGES, Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.markdown import safe
from folkmoot.reports.meeting import MeetingNow
from folkmoot.rules.rollcall import came_late, left_at
from folkmoot.rules.telling_votes import WORDS as WORDS_OF_VOTES

WORDS = {
    "present": Text("Present", "出席"),
    "absent": Text("Absent", "缺席"),
    "excused": Text("Excused", "请假"),
    "proxy": Text("By proxy", "委托出席"),
    "guests": Text("Guests", "列席"),
    "agenda": Text("Agenda", "议程"),
    "decisions": Text("Decisions", "决定"),
    "actions": Text("Action items", "行动项"),
    "links": Text("Recording and slides", "录像与材料"),
    "quorum": Text("Quorum", "法定人数"),
    "nobody": Text("Nobody has taken on anything.", "无行动项。"),
    "none": Text("Nothing was put to a vote.", "未进行表决。"),
    "chair": Text("chair", "主席"),
    "notice": Text("Notice", "声明"),
    "between": Text(": ", "："),
    "useful": Text("Useful links", "常用链接"),
}
SAID = Text("- **{title}** – {word}. {why} (motion {number})", "- **{title}** – {word}。{why}（动议 {number}）")
LINKS = {
    "recording": Text("Recording", "会议录像"),
    "slides": Text("Slides", "会议材料"),
    "other": Text("Link", "链接"),
}
SHORT = frozenset(
    {"groups", "dormant", "progress"}
)  # what is due of these kinds is named only: numbers of the day stand on their pages
CHAIRS = frozenset({"chair", "co-chair", "cochair", "vice-chair"})


def drafted(homes: Homes, one: MeetingNow) -> Text:
    """Return a draft of the minutes in both languages, from roll call, topics, decisions and action items."""
    english, chinese = ("\n".join(_draft(homes, one, language)).strip() + "\n" for language in LANGUAGES)
    return Text(english, chinese)


def _draft(homes: Homes, one: MeetingNow, language: str) -> Iterator[str]:
    where, say = one.occurrence, _sayer(language)
    begins, ends = (
        local(one.sitting.opened_at or where.starts_at, where.zone),
        local(one.sitting.closed_at or where.ends_at, where.zone),
    )
    yield from (f"# {safe(where.title.said_in(language))}, {where.day}", "")
    yield from (f"{begins:%Y-%m-%d %H:%M} – {ends:%H:%M} ({where.zone})", "")
    yield from _attendance(homes, one, language)
    yield from _quorum(one, say)
    yield from (f"## {say('agenda')}", "")
    for number, line in enumerate((each for each in one.agenda if not each.suggested), 1):
        yield from _topic(homes, one, number, line, language)
    yield ""
    yield from (f"## {say('decisions')}", "")
    decided = list(_decided(homes, one, language))
    yield from (*(decided or [say("none")]), "")
    yield from (f"## {say('actions')}", "")
    taken = [
        f"- {_action(homes, each.says, each.owner, str(each.due or ''), language)}" for each in one.sitting.actions
    ]
    yield from (*(taken or [say("nobody")]), "")
    if one.sitting.links:
        yield from (f"## {say('links')}", "")
        yield from (f"- {LINKS[each.kind].said_in(language)}: <{each.url}>" for each in one.sitting.links)


def _attendance(homes: Homes, one: MeetingNow, language: str) -> Iterator[str]:
    say, marks = _sayer(language), one.marks
    here, others = [], {"proxy": list[str](), "excused": list[str](), "absent": list[str]()}
    for seat in one.seats:
        mark = marks.get(seat.person)
        if mark and mark.spans:
            here.append(f"- {_seat(homes, seat, language)}{_times(one, mark, language)}")
        else:
            state = mark.state if mark and mark.state in others else "absent"
            by = f" → {homes.faces.name_of(mark.holder)}" if mark and mark.holder else ""
            others[state].append(f"- {_seat(homes, seat, language)}{by}")
    yield from (f"## {say('present')}", "", *here, "")
    guests = [f"- {words}" for words in _guests(homes, one)]
    for title, names in (("guests", guests), *others.items()):
        if names:
            yield from (f"## {say(title)}", "", *names, "")


def _quorum(one: MeetingNow, say: Callable[[str], str]) -> Iterator[str]:
    if one.quorum.needed is not None:
        mark = "✓" if one.quorum.reached else "✗"
        yield from (f"{say('quorum')}{say('between')}{one.quorum.counted} / {one.quorum.needed} {mark}", "")


def _seat(homes: Homes, seat: Seat, language: str) -> str:
    chair = f", {WORDS['chair'].said_in(language)}" if seat.role in CHAIRS else ""
    return safe(_who(homes, seat.person, seat.organization)) + chair


def _who(homes: Homes, person: str, organization: str | None) -> str:
    """Return a name with its affiliation; of somebody hidden the pseudonym alone."""
    hidden = homes.faces.is_hidden(homes.identity.person_of.get(person, person))
    name = homes.faces.name_of(person)
    return f"{name} ({organization})" if organization and not hidden else name


def _guests(homes: Homes, one: MeetingNow) -> Iterator[str]:
    seated = {seat.person for seat in one.seats}
    for mark in one.marks.values():
        if mark.spans and not mark.person:
            name = homes.faces.masked_words(mark.guest)
            yield f"{name} ({mark.organization})" if mark.organization else name
        elif mark.spans and mark.person not in seated:
            inner = homes.identity.person_of.get(mark.person, mark.person)
            yield _who(homes, mark.person, homes.organization_on(inner, one.occurrence.day))


def _times(one: MeetingNow, mark: Mark, language: str) -> str:
    opened, zone = one.sitting.opened_at, one.occurrence.zone
    came = came_late(mark, opened) if opened else None
    went = left_at(mark, one.sitting.closed_at)
    said = [f"{Text('from', '自').said_in(language)} {local(came, zone):%H:%M}"] if came else []
    said += [f"{Text('until', '至').said_in(language)} {local(went, zone):%H:%M}"] if went else []
    return f" ({', '.join(said)})" if said else ""


def _topic(homes: Homes, one: MeetingNow, number: int, line: AgendaLine, language: str) -> Iterator[str]:
    by = f" ({homes.faces.name_of(line.presenter)})" if line.presenter else ""
    yield f"{number}. **{safe(homes.faces.masked(line.title).said_in(language))}**{by}"
    for note in one.sitting.notes:
        if note.ref == line.ref:
            kind = (
                f"{NOTES['decision'].said_in(language)}{WORDS['between'].said_in(language)}"
                if note.kind == "decision"
                else ""
            )
            yield f"   - {kind}{' '.join(homes.faces.masked(note.says).said_in(language).split())}"
    for kind, found in groupby(line.due, key=lambda due: due.kind):
        if kind != "progress":  # a link to the day's numbers says nothing in minutes
            yield f"   - {_capital(BRINGS[kind].said_in(language))}{WORDS['between'].said_in(language)}{_named(found, language)}"


def _named(found: Iterable[Due], language: str) -> str:
    """Return what was due of one kind on one line; of what only the day's numbers tell the names alone."""
    named = []
    for due in found:
        aside = due.note.said_in(language) if due.kind not in SHORT else ""
        named.append(f"{safe(due.title.said_in(language))}{f' ({safe(aside)})' if aside else ''}")
    return ("；" if language == "zh" else "; ").join(named)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _decided(homes: Homes, one: MeetingNow, language: str) -> Iterator[str]:
    for motion, outcome in (*one.on_minutes, *one.motions):
        word = WORDS_OF_VOTES[outcome.word].said_in(language)
        title = safe(homes.faces.masked(motion.title).said_in(language))
        why = safe(homes.faces.masked(outcome.why).said_in(language))
        yield SAID.said_in(language).format(title=title, word=word, why=why, number=motion.number).replace("  ", " ")
    for note in one.sitting.notes:
        if note.kind == "decision":
            yield f"- {' '.join(homes.faces.masked(note.says).said_in(language).split())}"


def _action(homes: Homes, says: Text, owner: str, due: str, language: str) -> str:
    tail = [homes.faces.name_of(owner)] if owner else []
    tail += [due] if due else []
    words = safe(homes.faces.masked(says).said_in(language))
    return f"{words} – {', '.join(tail)}" if tail else words


def agenda_markdown(homes: Homes, one: MeetingNow, language: str) -> str:
    """Return the agenda as Markdown in one language, to send around before the meeting."""
    where, say = one.occurrence, _sayer(language)
    begins, ends = local(where.starts_at, where.zone), local(where.ends_at, where.zone)
    lines = [f"# {safe(where.title.said_in(language))}, {begins:%Y-%m-%d}", "",
             f"{begins:%Y-%m-%d %H:%M} – {ends:%H:%M} ({where.zone})", ""]  # fmt: skip
    lines += [f"<{where.url}>", ""] if where.url else []
    if one.template.notice:
        lines += [f"## {say('notice')}", "", one.template.notice.said_in(language), ""]
    lines += [f"## {say('agenda')}", ""]
    for number, line in enumerate((each for each in one.agenda if not each.suggested), 1):
        minutes = f" · {line.minutes} min" if line.minutes else ""
        by = f" · {safe(homes.faces.name_of(line.presenter))}" if line.presenter else ""
        lines.append(f"{number}. {safe(homes.faces.masked(line.title).said_in(language))}{minutes}{by}")
        lines += [f"   - {safe(homes.faces.masked(due.title).said_in(language))}" for due in line.due]
    if one.template.links:
        lines += [
            "",
            f"## {say('useful')}",
            "",
            *(f"- {safe(each.title)}: <{each.url}>" for each in one.template.links),
        ]
    return "\n".join(lines).rstrip() + "\n"


def note_of(homes: Homes, one: MeetingNow) -> MeetingNote:
    """Return the notes of a meeting as they go into the charter: names as anybody may read them, the approved minutes."""
    where, marks = one.occurrence, one.marks
    there = [seat for seat in one.seats if (mark := marks.get(seat.person)) and mark.spans]
    away = [seat for seat in one.seats if seat not in there]
    spoken_for = {
        seat.person: homes.faces.name_of(mark.holder)
        for seat in away if (mark := marks.get(seat.person)) and mark.state == "proxy" and mark.holder
    }  # fmt: skip
    number = one.approved_number or (one.sitting.text.number if one.sitting.text else 0)
    text = next((each.says for each in one.sitting.texts if each.number == number), Text())
    begins = local(one.sitting.opened_at or where.starts_at, where.zone)
    return MeetingNote(
        key=one.key, group=one.group.slug, day=begins.date(), title=where.title, starts_at=begins,
        ends_at=local(one.sitting.closed_at or where.ends_at, where.zone),
        attendees=tuple(_plain(_who(homes, seat.person, seat.organization)) for seat in there) + tuple(map(_plain, _guests(homes, one))),
        absent=tuple(_plain(_who(homes, seat.person, seat.organization)) for seat in away if seat.person not in spoken_for),
        represented=tuple(
            _plain(f"{_who(homes, seat.person, seat.organization)} → {spoken_for[seat.person]}")
            for seat in away if seat.person in spoken_for
        ),
        agenda=tuple(homes.faces.masked(each.title) for each in one.agenda if not each.suggested),
        says=homes.faces.masked(text),
        actions=tuple(
            Text(*(_action(homes, each.says, each.owner, str(each.due or ""), language) for language in LANGUAGES))
            for each in one.sitting.actions
        ),
        join_url=where.url, links=tuple((LINKS[each.kind], each.url) for each in one.sitting.links),
    )  # fmt: skip


def published_notes(homes: Homes, one: MeetingNow) -> Amendment:
    """Return the change that puts the notes of a meeting into the charter, in the community's own format."""
    done = one.sitting.last("publish")
    return noted(homes.charter, note_of(homes, one), again=tuple(done.content.get("files") or ()) if done else ())


def local(moment: datetime, zone: str) -> datetime:
    """Return a UTC moment without a zone on the clocks of one."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone or "UTC"))


def _plain(words: str) -> str:
    return " ".join(words.split())


def _sayer(language: str) -> Callable[[str], str]:
    return lambda name: WORDS[name].said_in(language)
