"""What the fields of a noun are: their types, words and examples, read from the dataclasses themselves."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import EnumType
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from folkmoot.model.text import Text

HIDDEN = "place"  # set by the reader, never declared
_WORDS = {
    "str": "text",
    "bool": "true or false",
    "int": "whole number",
    "float": "number",
    "date": "day",
    "Decimal": "number",
}


@dataclass(frozen=True)
class NounField:
    """One field of a noun."""

    name: str
    hint: Any
    many: bool
    required: bool
    description: str
    examples: tuple[Any, ...]

    @property
    def noun(self) -> type | None:
        """The noun that this field holds, one or many of; Text counts as a plain value."""
        return self.hint if isinstance(self.hint, type) and is_dataclass(self.hint) and self.hint is not Text else None

    @property
    def shape(self) -> str:
        """Its type in words, such as ``list of text``."""
        if self.hint is Text:
            one = "words"
        elif isinstance(self.hint, EnumType):
            members: Iterable[Any] = self.hint.__members__.values()
            one = " | ".join(f"`{value}`" for value in members)
        elif get_origin(self.hint) is Literal:
            one = " | ".join(f"`{value}`" for value in get_args(self.hint) if value)
        elif get_origin(self.hint) is Mapping:
            one = "text by name"
        else:
            one = _WORDS.get(self.hint.__name__, self.hint.__name__)
        return f"list of {one}" if self.many else one


@cache
def fields_of(noun: type) -> dict[str, NounField]:
    """Return the declarable fields of ``noun`` by name, in order."""
    hints = get_type_hints(noun, include_extras=True)
    return {each.name: _field(each, hints[each.name]) for each in fields(noun) if each.name != HIDDEN}


@cache
def is_placed(noun: type) -> bool:
    """Return whether the noun remembers where it was declared."""
    return any(each.name == HIDDEN for each in fields(noun))


def _field(each: Any, hint: Any) -> NounField:
    about: FieldInfo | None = None
    if get_origin(hint) is not None and hasattr(hint, "__metadata__"):
        about = next((data for data in hint.__metadata__ if isinstance(data, FieldInfo)), None)
        hint = get_args(hint)[0]
    many = get_origin(hint) is tuple
    if many:
        hint = get_args(hint)[0]
    if hasattr(hint, "__metadata__"):
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    required = each.default is MISSING and each.default_factory is MISSING
    description = (about.description if about else "") or ""
    examples = tuple((about.examples if about else ()) or ())
    return NounField(each.name, hint, many, required, description, examples)


def noun_at(noun: type, where: Sequence[str | int]) -> tuple[type, NounField | None]:
    """Return the innermost noun along ``where`` and the field of it that ``where`` ends in, if it is one."""
    found: NounField | None = None
    for step in where:
        if isinstance(step, int):
            continue
        if found and found.noun:
            noun = found.noun
        found = fields_of(noun).get(step)
        if found is None:
            return noun, None
    if found and found.noun and where and isinstance(where[-1], int):
        return found.noun, None
    return noun, found
