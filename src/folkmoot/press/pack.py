"""What the parts of a deck share: the pack that they are made of, tables of answers, and the words of roles and kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import day_start
from folkmoot.model.text import Text
from folkmoot.press.chapters import About
from folkmoot.press.document import Section, Table, notes_of
from folkmoot.reports.markdown import words_of

SHAPES: Mapping[str, str] = {"present": "●", "proxy": "◐", "excused": "◌", "absent": "○", "left": "◌"}
NAMES: Mapping[str, Text] = {
    "state": Text("State", "状态"), "role_name": Text("Role", "角色"), "due": Text("What is due", "到期事项"),
}  # fmt: skip
COLUMNS: Mapping[str, Column] = {"number": Column("number", Text("#", "#"), "number")}
LINKS: Mapping[str, Text] = {"recording": Text("Recording", "会议录像"), "slides": Text("Slides", "会议材料")}
ROLES: Mapping[str, Text] = {
    "chair": Text("chair", "主席"), "co-chair": Text("co-chair", "联席主席"), "member": Text("member", "成员"),
    "maintainer": Text("maintainer", "维护者"), "committer": Text("committer", "提交者"), "lead": Text("lead", "负责人"),
}  # fmt: skip
KINDS: Mapping[str, Text] = {
    "sig": Text("SIG", "SIG"), "wg": Text("working group", "工作组"), "committee": Text("committee", "委员会"),
    "team": Text("team", "团队"), "chapter": Text("chapter", "分会"),
}  # fmt: skip


@dataclass(frozen=True)
class Pack:
    """What a deck is made of: the meeting (None: nobody has planned one that day), the group, and who answers."""

    about: About
    group: Answer
    day: date
    meeting: Answer | None = None
    zone: str = "UTC"  # the community's: a moment is told as its day there
    places: tuple[tuple[Text, str], ...] = ()  # where the community is found, by name

    def words(self, text: Text) -> str:
        """Return the text in the deck's language."""
        return self.about.words(text)

    @property
    def on(self) -> dict[str, str]:
        """What asks for things as they stood on the day, where it is over."""
        return {"on": self.day.isoformat()} if self.about.today and self.day < self.about.today else {}

    @property
    def at(self) -> dict[str, str]:
        """What asks for things as they stood at the end of the day, where it is over."""
        return (
            {"at": (day_start(self.day + timedelta(days=1), self.zone) - timedelta(seconds=1)).isoformat()}
            if self.on
            else {}
        )

    @cached_property
    def groups(self) -> Mapping[str, Text]:
        """The names of the groups, by their short ones."""
        return {str(row["slug"]): row["name"] for row in self.about.ask("groups").rows}


def told(
    pack: Pack,
    title: Text,
    answer: Answer,
    only: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    sentence: Text | None = None,
) -> Section:
    """Return a section of an answer's rows in some columns; a column that is empty in every row is left out."""
    by_name = {column.name: column for column in answer.columns}
    shown, language = tuple(rows), pack.about.language
    found = [COLUMNS.get(name) or by_name.get(name, Column(name, NAMES.get(name, Text(name, name)))) for name in only]
    columns = tuple(one for one in found if any(words_of(row, one, language) for row in shown))
    said = pack.words(sentence) if sentence else ""
    return Section(
        pack.words(title), said, table=Table(columns, shown, len(shown)), notes=notes_of(answer, pack.about.language)
    )


def here(pack: Pack, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with their moments as days of the community's zone, and their groups by name."""
    zone = ZoneInfo(pack.zone)
    found = []
    for row in rows:
        days = {
            name: value.replace(tzinfo=UTC).astimezone(zone).date()
            for name, value in row.items()
            if isinstance(value, datetime)
        }
        found.append(
            {**row, **days, "group": row.get("group_name") or pack.groups.get(str(row["group"]), row["group"])}
        )
    return found


def late(pack: Pack, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return action items with their state in words, where one is late that it is."""
    overdue = Text("▲ overdue", "▲ 已逾期")
    return [{**row, "state": pack.words(overdue if row["overdue"] else row["state_name"])} for row in here(pack, rows)]


def role_of(row: Mapping[str, Any]) -> Text:
    """Return a seat's role in words."""
    if row.get("guest"):
        return Text("guest", "列席")
    return ROLES.get(str(row["role"]), Text(str(row["role"]), str(row["role"])))


def kind_of(kind: Any) -> Any:
    """Return the kind of a group in words."""
    return KINDS.get(str(kind), kind)
