"""Meeting notes in Markdown → Minutes, with what is odd: impossible times, wrong weekdays, two lists of attendees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.markdown import Section, items, plain, sections
from folkmoot.charter.dialects.mindspore.names import variants
from folkmoot.model.community import Minutes
from folkmoot.model.finding import Finding, Place
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text

_MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
     "sep sept september", "oct october", "nov november", "dec december"), 1) for name in names.split()}  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LONG = re.compile(r"\b([A-Za-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})\b")
_SHORT = re.compile(r"\b(\d{4})[-/年.](\d{1,2}|[A-Za-z]{3,9})[-/月.](\d{1,2})")
_FILE = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")
_WEEKDAY = re.compile(r"\b(" + "|".join(_DAYS) + r")\b", re.IGNORECASE)
_DOUBLE = re.compile(r"\b(1[3-9]|2[0-3]):\d\d\s*([ap]m)\b", re.IGNORECASE)
_ATTEND = re.compile(r"attend|participants|与会|参会|出席|参与人", re.IGNORECASE)
_ABSENT = re.compile(r"absen|缺席|请假", re.IGNORECASE)
_AGAIN = re.compile(r"(?:\*\s*)?(?:participants|attendees)\s*[：:]\s*(.+)", re.IGNORECASE)
_ETC = re.compile(r"[,，]?\s*(?:etc|等)\s*\.?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """One note as read; a form that nobody has filled in has no minutes."""

    minutes: Minutes | None
    findings: tuple[Finding, ...]


def is_template(path: str, text: str) -> bool:
    """Return whether a file is a form to fill in, not the notes of a meeting."""
    head = text.partition("\n")[0]
    return "template" in path.rpartition("/")[2].lower() or bool(re.search(r"\bxx+[:/-]xx|yyyy", head))


def form(text: str, path: str, group: str) -> Iterator[Finding]:
    """Yield what is odd about a form: it counts as no meeting, but notes are copied from it."""
    if found := _DOUBLE.search(text.partition("\n")[0]):
        says = Text(f"This form spells a time as '{found[0]}'; notes copied from it repeat that.",
                    f"该模板将时间写作“{found[0]}”，由它复制的纪要会沿用这一写法。")  # fmt: skip
        yield noticed.FORM.at(Place(path, 1), says, subject=group)


def note(text: str, path: str, group: str) -> Note:
    """Read the notes of one meeting."""
    found = sections(text)
    head = next((section for section in found if section.level), found[0])
    title, place = plain(head.title), Place(path, head.line)
    day, odd = _day(title, place, group)
    attendees, absent = _people(found, _ATTEND), _people(found, _ABSENT)
    names = tuple(words for _, words in attendees)
    again = _again(found)
    findings = (*odd, *_hours(title, place, group), *_two_lists(names, again, path, group))
    away = tuple(words for _, words in absent)
    return Note(Minutes(group, day, title, names, away, path, place=place), findings)


def written_day(words: str) -> date | None:
    """Return the first day of the calendar in the words: ``May 15, 2020``, ``2021/Mar/18``, ``2020-05-21``."""
    for month, day, year in _LONG.findall(words):
        if found := _date(year, _MONTHS.get(month.lower(), 0), day):
            return found
    for year, month, day in _SHORT.findall(words):
        if found := _date(year, int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0), day):
            return found
    return None


def _date(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def _day(title: str, place: Place, group: str) -> tuple[date | None, list[Finding]]:
    """Return the day of the meeting. Where title and file name differ, the file's name counts: titles get copied."""
    said, filed = written_day(title), _filed(place.path)
    weekday = _WEEKDAY.search(title)
    named = _DAYS.index(weekday[1].lower()) if weekday else None
    day, odd = said or filed, []
    if said and filed and said != filed:
        day = filed
        odd.append(_two_days(said, filed, place, group))
    if said and named is not None and said.weekday() != named:
        says = Text(f"The title says {weekday[1] if weekday else ''} for {said}, which was a {_DAYS[said.weekday()].title()}.",
                    f"标题中 {said} 写作 {weekday[1] if weekday else ''}，当天实际是 {_DAYS[said.weekday()].title()}。")  # fmt: skip
        odd.append(noticed.WEEKDAY.at(place, says, subject=group))
    if day is None:
        says = Text(
            "Neither the title nor the file's name says when the meeting was.", "标题与文件名都没有写明会议日期。"
        )
        odd.append(noticed.NOTE_DAY.at(place, says, subject=group))
    return day, odd


def _filed(path: str) -> date | None:
    found = _FILE.search(path.rpartition("/")[2])
    return _date(found[1], int(found[2]), found[3]) if found else None


def _two_days(said: date, filed: date, place: Place, group: str) -> Finding:
    says = Text(f"The title says {said}, the file's name {filed}; the file's name counts.",
                f"标题写 {said}，文件名写 {filed}；以文件名为准。")  # fmt: skip
    return noticed.NOTE_DAY.at(place, says, subject=group)


def _hours(title: str, place: Place, group: str) -> Iterator[Finding]:
    if found := _DOUBLE.search(title):
        says = Text(f"'{found[0]}' counts hours in two ways at once: {found[0][:5]} needs no '{found[2]}'.",
                    f"“{found[0]}”混用两种计时方式：{found[0][:5]} 不需要“{found[2]}”。")  # fmt: skip
        yield noticed.HOURS.at(place, says, subject=group)


def _people(found: Sequence[Section], title: re.Pattern[str]) -> list[tuple[int, str]]:
    listed = [item for section in found if title.search(section.title) for item in items(section.lines)]
    people = [(item.line, _ETC.sub("", plain(item.text)).strip(" ,，;；.")) for item in listed]
    return [(line, words) for line, words in people if words and not is_placeholder(words) and words.lower() != "todo"]


def _again(found: Sequence[Section]) -> tuple[int, tuple[str, ...]] | None:
    """Return a second list of attendees that stands in the notes as ``Participants: …``."""
    for section in found:
        for line, words in section.lines:
            if again := _AGAIN.match(plain(words.strip().lstrip("*-+ "))):
                names = (_ETC.sub("", name).strip(" .") for name in re.split(r"[,，、]", again[1]))
                return line, tuple(name for name in names if name and name.lower() != "etc")
    return None


def _two_lists(names: Sequence[str], again: tuple[int, tuple[str, ...]] | None, path: str, group: str) -> list[Finding]:
    if again is None or not names or not again[1]:
        return []
    line, others = again
    missing = _without(names, others)
    more = _without(others, names)
    if not missing and not more:
        return _spelled(names, others, Place(path, line), group)
    english = [f"only there: {', '.join(more)}"] * bool(more) + [
        f"only under the heading: {', '.join(missing)}"
    ] * bool(missing)
    chinese = [f"仅此处有：{'、'.join(more)}"] * bool(more) + [f"仅标题下有：{'、'.join(missing)}"] * bool(missing)
    says = Text(f"'Participants' lists other people than the attendees above ({'; '.join(english)}).",
                f"“Participants”与上方的与会人员不一致（{'；'.join(chinese)}）。")  # fmt: skip
    return [noticed.TWO_LISTS.at(Place(path, line), says, subject=group)]


def _spelled(names: Sequence[str], others: Sequence[str], place: Place, group: str) -> list[Finding]:
    """The same people, but some names in another spelling."""
    first = sorted({bare(name) for name in names} - {bare(name) for name in others})
    second = sorted({bare(name) for name in others} - {bare(name) for name in names})
    if not first or not second:
        return []
    says = Text(f"'Participants' spells people otherwise than the attendees above ({', '.join(second)}; {', '.join(first)}).",
                f"“Participants”中的姓名写法与上方不同（{'、'.join(second)}；{'、'.join(first)}）。")  # fmt: skip
    return [noticed.TWO_LISTS.at(place, says, subject=group)]


def bare(name: str) -> str:
    """Return a name as written without the bracket behind it."""
    return re.split(r"[(（]", name, maxsplit=1)[0].strip()


def _without(names: Sequence[str], others: Sequence[str]) -> list[str]:
    known = {spelling for other in others for spelling in variants(bare(other))}
    return [bare(name) for name in names if not variants(bare(name)) & known]
