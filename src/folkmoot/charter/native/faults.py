"""Pydantic's errors as findings: the exact line, plain words, how to mend; and what is left without the bad parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from folkmoot.charter.native.fields import NounField, fields_of, noun_at
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import declare
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.text import Text

Path = tuple[str | int, ...]

UNKNOWN = declare(
    "unknown-field",
    Severity.ERROR,
    Text("Every field is one that the charter knows.", "每个字段都是章程仓所支持的。"),
    Text("Correct the spelling, or remove the field.", "请改正拼写，或删除该字段。"),
)
ABSENT = declare(
    "missing-field",
    Severity.ERROR,
    Text("Every entry has the fields it cannot do without.", "每个条目都包含必需的字段。"),
    Text("Add the field.", "请补充该字段。"),
)
WRONG = declare(
    "wrong-value",
    Severity.ERROR,
    Text("Every field holds a value of its type.", "每个字段的值都符合其类型。"),
    Text("Correct the value; docs/charter.md describes each field.", "请改正该值；各字段说明见 docs/charter.md。"),
)
_UNKNOWN_TYPES = ("unexpected_keyword_argument", "extra_forbidden")
_SHAPES = {
    "tuple_type": Text("must be a list", "必须是列表"),
    "dataclass_type": Text("must be fields with values", "必须由字段和值组成"),
    "string_type": Text("must be text", "必须是文本"),
    "bool_parsing": Text("must be true or false", "必须是 true 或 false"),
    "bool_type": Text("must be true or false", "必须是 true 或 false"),
    "int_parsing": Text("must be a whole number", "必须是整数"),
    "int_type": Text("must be a whole number", "必须是整数"),
    "int_from_float": Text("must be a whole number", "必须是整数"),
    "float_parsing": Text("must be a number", "必须是数字"),
    "float_type": Text("must be a number", "必须是数字"),
    "finite_number": Text("must be a finite number", "必须是有限的数字"),
    "string_too_short": Text("is too short", "太短"),
    "enum": Text("must be one of {expected}", "必须是以下之一：{expected}"),
    "greater_than_equal": Text("must be at least {ge}", "不得小于 {ge}"),
    "less_than_equal": Text("must be at most {le}", "不得大于 {le}"),
    "string_pattern_mismatch": Text("does not have the right form", "格式不正确"),
    "value_error": Text("must be text, or text under 'en' and 'zh'", "必须是文本，或在 en 和 zh 下分别给出的文本"),
}


def findings_of(error: ValidationError, noun: type, tree: Tree) -> list[Finding]:
    """Return one finding per error, each at its own line."""
    return [_finding(each, noun, tree) for each in error.errors(include_url=False, include_context=True)]


def _finding(each: Any, noun: type, tree: Tree) -> Finding:
    where: Path = tuple(each["loc"])
    place, name = place_in(tree, where), str(where[-1]) if where else "entry"
    inner, field = noun_at(noun, where)
    if each["type"] in _UNKNOWN_TYPES:
        return unknown_field(name, inner, place)
    if each["type"] == "missing":
        says = Text(f"The field '{name}' is missing, so this entry is not read.", f"缺少字段“{name}”，该条目未读取。")
        return ABSENT.at(place, says, mend=_mend_missing(name, field))
    what = _quoted(each.get("input"))
    named = Text(f"{what.en} in '{_named(where)}'", f"“{_named(where)}”中的{what.zh}")
    shape = _shape(each)
    lost = Text("its entry", "所在条目") if len(_to_drop(each)) > 1 else Text("it", "")
    says = Text(f"{named.en} {shape.en}; {lost.en} is not read.", f"{named.zh}{shape.zh}，{lost.zh}未读取。")
    return WRONG.at(place, says, mend=_mend_value(field))


def unknown_field(name: str, noun: type, place: Place) -> Finding:
    """Return the finding for a field that ``noun`` does not have."""
    says = Text(f"There is no field '{name}' here; it is ignored.", f"这里没有字段“{name}”，已忽略。")
    return UNKNOWN.at(place, says, mend=mend_word(name, fields_of(noun)))


def _shape(each: Any) -> Text:
    kind: str = each["type"]
    if kind.startswith(("date_", "datetime_")):
        return Text("is no day", "不是日期")
    known = _SHAPES.get(kind)
    context = each.get("ctx") or {}
    return known.filled(**context) if known else Text(f"is wrong: {each['msg'].lower()}", f"有误：{each['msg']}")


def _named(where: Path) -> str:
    names = [str(step) for step in where if not isinstance(step, int)]
    return names[-1] if names else "entry"


def _quoted(value: Any) -> Text:
    if isinstance(value, dict):
        return Text("A mapping", "映射")
    if isinstance(value, list | tuple):
        return Text("A list", "列表")
    words = str(value)
    words = words if len(words) <= 60 else words[:57] + "…"
    return Text(f"'{words}'", f"“{words}”")


def _mend_missing(name: str, field: NounField | None) -> Text:
    example = f", such as {name}: {field.examples[0]}" if field and field.examples else ""
    chinese = f"，例如 {name}: {field.examples[0]}" if field and field.examples else ""
    return Text(f"Add '{name}'{example}.", f"请补充“{name}”{chinese}。")


def _mend_value(field: NounField | None) -> Text | None:
    if field is None:
        return None
    if field.shape == "day":
        return Text("Write a day as 2024-03-01.", "日期请写成 2024-03-01 的形式。")
    if field.examples:
        return Text(f"{field.description} Write it as: {field.examples[0]}", f"请写成如下形式：{field.examples[0]}")
    return Text(f"It holds: {field.description}", WRONG.mend.zh)


def place_in(tree: Tree, where: Sequence[str | int]) -> Place:
    """Return the place of the node at ``where`` below ``tree``, or of the innermost one that is there."""
    place = tree.place
    for step in where:
        if isinstance(step, str) and step in tree.keys and isinstance(tree.value, dict):
            place, tree = tree.keys[step], tree.value[step]
        elif isinstance(step, int) and isinstance(tree.value, list) and step < len(tree.value):
            tree = tree.value[step]
            place = tree.place
        else:
            break
    return place


def without(plain: Any, error: ValidationError) -> Any | None:
    """Return ``plain`` less what is wrong in it, or None if nothing is left that can be read.

    An unknown field goes alone; a wrong value takes the entry of the list with it in which it stands, since an
    entry that is half right says something else.
    """
    for where in sorted({_to_drop(each) for each in error.errors()}, key=_last_first, reverse=True):
        if not where:
            return None
        _delete(plain, where)
    return plain


def _to_drop(each: Any) -> Path:
    where: Path = tuple(each["loc"])
    if each["type"] in _UNKNOWN_TYPES:
        return where
    last = max((at for at, step in enumerate(where) if isinstance(step, int)), default=None)
    if last is not None:
        return where[: last + 1]
    return () if each["type"] == "missing" else where[:1]


def _last_first(where: Path) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in where)


def _delete(plain: Any, where: Path) -> None:
    for step in where[:-1]:
        if not _has(plain, step):
            return
        plain = plain[step]
    if _has(plain, where[-1]):
        del plain[where[-1]]


def _has(plain: Any, step: str | int) -> bool:
    if isinstance(plain, dict):
        return step in plain
    return isinstance(plain, list) and isinstance(step, int) and step < len(plain)
