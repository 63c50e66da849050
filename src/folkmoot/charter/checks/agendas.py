"""Checks of agenda templates."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.agenda import BRINGS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.groups import Kind
from folkmoot.model.text import Text


@check(
    "agenda-brings",
    Severity.ERROR,
    zh="议程模板中自动列入的内容都是已知的。",
    mend=Text(f"Use one of: {', '.join(BRINGS)}.", f"请使用以下之一：{'、'.join(BRINGS)}。"),
)
def agenda_brings(charter: Charter, asks: Check) -> Iterator[Finding]:
    """What an agenda's topics bring along is something that there is."""
    for template in charter.agendas:
        for kind in dict.fromkeys(kind for one in (*template.fixed, *template.optional) for kind in one.brings):
            if kind not in BRINGS:
                says = Text(f"The agenda '{template.id}' brings '{kind}', which there is not.",
                            f"议程“{template.id}”中的“{kind}”不存在。")  # fmt: skip
                yield asks.at(template.place, says, mend=mend_word(kind, BRINGS), subject=template.group)


@check(
    "agenda-group",
    Severity.WARNING,
    zh="议程模板所属的组织、类型和例会都已声明。",
    mend=Text("Correct the group, kind or series.", "请改正组织、类型或例会名称。"),
)
def agenda_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group, kind and series that an agenda is for are there."""
    kinds = {kind.value for kind in Kind}
    titles = {
        words for group in charter.groups for series in group.meetings for words in (series.title.en, series.title.zh)
    }
    for template in charter.agendas:
        named = (
            (template.group, charter.group_by_slug, Text("group", "组织")),
            (template.kind, kinds, Text("kind of group", "组织类型")),
            (template.series, titles - {""}, Text("series", "例会")),
        )
        for said, known, what in named:
            if said and said not in known:
                says = Text(f"The agenda '{template.id}' is for the {what.en} '{said}', which there is not.",
                            f"议程“{template.id}”所属的{what.zh}“{said}”不存在。")  # fmt: skip
                yield asks.at(template.place, says, mend=mend_word(said, known), subject=template.group)
