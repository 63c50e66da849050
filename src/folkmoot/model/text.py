"""Words in the portal's two languages, written side by side so that neither can be forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """The same words in English and Chinese; an empty side falls back to the other one."""

    en: str = ""
    zh: str = ""

    def __str__(self) -> str:
        return self.en or self.zh

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let a declaration give plain words, or a side for each language."""
        return core_schema.no_info_plain_validator_function(_declared)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say the same to editors."""
        sides = {language: {"type": "string"} for language in LANGUAGES}
        return {"anyOf": [{"type": "string"}, {"type": "object", "properties": sides, "additionalProperties": False}]}

    def said_in(self, language: str) -> str:
        """Return the words in ``language`` (``zh-hans`` counts as ``zh``), or else in the other one."""
        return (self.zh or self.en) if language.lower().startswith("zh") else (self.en or self.zh)

    def filled(self, **values: object) -> Text:
        """Return the text with ``{name}`` places filled in; a value may itself be a Text."""
        english = {name: value.said_in("en") if isinstance(value, Text) else value for name, value in values.items()}
        chinese = {name: value.said_in("zh") if isinstance(value, Text) else value for name, value in values.items()}
        return Text(self.en.format_map(english), self.zh.format_map(chinese))


def _declared(said: Any) -> Text:
    if isinstance(said, Text | str):
        return text_of(said)
    if (
        isinstance(said, Mapping)
        and set(said) <= set(LANGUAGES)
        and all(isinstance(side, str) for side in said.values())
    ):
        return text_of(said)
    raise ValueError(f"words are given as text, or under {' and '.join(LANGUAGES)}")


def has_han(words: str) -> bool:
    """Return whether a Han character stands in ``words``: the test for "this is Chinese"."""
    return any("㐀" <= letter <= "鿿" or "豈" <= letter <= "﫿" for letter in words)


def text_of(said: Any) -> Text:
    """Read a declaration's words: a plain string (its script tells the language) or ``{en: …, zh: …}``."""
    if isinstance(said, Text):
        return said
    if isinstance(said, Mapping):
        return Text(str(said.get("en") or ""), str(said.get("zh") or ""))
    words = "" if said is None else str(said)
    return Text(zh=words) if has_han(words) else Text(en=words)


def slug_of(words: str, most: int | None = 60) -> str:
    """Return a short name made of words: small letters and digits, with a dash between them; at most ``most`` signs."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:most]


def slug_in_year(words: str, kind: str, year: int) -> str:
    """Return a short name for what comes again every year: of its words, or of ``kind`` where these have no letters, and the year."""
    name = slug_of(words) or kind
    return name if str(year) in name.split("-") else slug_of(f"{name} {year}")


def sides(words: Text) -> dict[str, str]:
    """Return words as the charter spells them; an empty side is left out, and Chinese alone stands where it belongs."""
    english, chinese = words.en.strip(), words.zh.strip()
    if not chinese and has_han(english):
        return {"zh": english}
    return {side: one for side, one in (("en", english), ("zh", chinese)) if one}


def sides_in(line: str) -> dict[str, str]:
    """Return the sides of words on one line, such as ``Mushrooms / 蘑菇``; words in one language are one side."""
    parts = [part.strip() for part in line.split(" / ") if part.strip()]
    if len(parts) == 2 and has_han(parts[1]) != has_han(parts[0]):
        return {("zh" if has_han(part) else "en"): part for part in parts}
    return {("zh" if has_han(line) else "en"): line}


def listed(words: str) -> list[str]:
    """Return the parts of a list: between commas, semicolons or lines, as either language writes them."""
    return [part.strip() for part in re.split(r"[,，、;；\n]", words) if part.strip()]
