"""``TopicN_*.md`` in a working group's folder: its research topics, as subprojects."""

from __future__ import annotations

import re
from pathlib import Path

from folkmoot.charter.dialects.mindspore.claims import Claims, Folder
from folkmoot.charter.dialects.mindspore.markdown import Section, plain, sections
from folkmoot.charter.files import read_text
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Subproject
from folkmoot.model.text import Text, text_of

_TOPIC = re.compile(r"topic(\d+)[ _-].*\.md", re.IGNORECASE)
_TITLE = re.compile(r"topic\s*\d+\s*[:：]\s*(.+)", re.IGNORECASE)


def topics(root: Path, folder: Folder) -> Claims:
    """Return the topics in the order of their numbers."""
    found: list[Subproject] = []
    odd: list[Finding] = []
    paths: list[str] = []
    for name in _names(root / folder.path):
        path = f"{folder.path}/{name}"
        text, findings = read_text(path, root)
        odd += findings
        if text is not None:
            found.append(topic(text, name))
            paths.append(path)
    return Claims(subprojects=tuple(found), documents=tuple(paths), findings=tuple(odd))


def _names(folder: Path) -> list[str]:
    try:
        names = [(match, path.name) for path in folder.iterdir() if (match := _TOPIC.fullmatch(path.name))]
    except OSError:
        return []
    return [name for _, name in sorted(names, key=lambda each: (int(each[0][1]), each[1]))]


def topic(text: str, name: str) -> Subproject:
    """Read one topic: its title and what it aims at."""
    found = sections(text)
    head = next((section for section in found if section.level), None)
    title = _TITLE.fullmatch(plain(head.title)) if head else None
    aim = next((section for section in found if re.match(r"targets?|goals?|目标", section.title, re.IGNORECASE)), None)
    stem = name.removesuffix(".md").partition("_")[2] or name
    return Subproject(title[1].strip() if title else stem.replace("-", " "), _first(aim) if aim else Text())


def _first(section: Section) -> Text:
    words = (plain(line) for _, line in section.lines)
    return text_of(next((each.lstrip("\u200b ") for each in words if len(each) > 20), ""))
