"""A release on paper: notes drafted from what went in, and the few things to tell first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text

MOST = 5  # of the most discussed changes among the highlights
TALKED = 3  # reviews and comments from which on a change is worth telling
_WORDS = {
    "highlights": Text("Highlights", "亮点"), "thanks": Text("First contributions", "首次贡献者"),
    "thanking": Text("Thank you for your first change", "感谢以下首次贡献变更的朋友"),
    "by": Text("by", "作者："), "empty": Text("No change was merged yet.", "尚无合入的变更。"),
    "from": Text("Drafted from {merged} merged changes.", "根据 {merged} 个合入的变更起草。"),
}  # fmt: skip
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


def notes_of(answer: Answer, language: str) -> str:
    """Return the notes of the answer ``release-plan`` as Markdown, component by component, section by section."""
    about, rows = answer.about, answer.parts["notes"].rows
    lines = [f"# {_plain(answer.title.said_in(language))}", "", f"> {_plain(answer.sentence.said_in(language))}", ""]
    told = highlights_of(answer)
    if told["declared"]:
        lines += [f"## {_WORDS['highlights'].said_in(language)}", ""]
        lines += [f"- {_plain(one.said_in(language))}" for one in told["declared"]] + [""]
    component = category = None
    for row in rows:
        if row["component"] != component:
            component, category = row["component"], None
            lines += [f"## {_plain(component.said_in(language))}", ""]
        if row["category"] != category:
            category = row["category"]
            lines += [f"### {row['category_name'].said_in(language)}", ""]
        lines.append(
            f"- {_plain(row['title'])} ({row['subject']}, {_WORDS['by'].said_in(language)} {_plain(row['author'])})"
        )
    if not rows:
        lines.append(_WORDS["empty"].said_in(language))
    if about["newcomers"]:
        names = ("、" if language.startswith("zh") else ", ").join(_plain(name) for name in about["newcomers"])
        lines += [
            "",
            f"## {_WORDS['thanks'].said_in(language)}",
            "",
            f"{_WORDS['thanking'].said_in(language)}: {names}",
        ]
    lines += ["", f"_{_WORDS['from'].filled(merged=about['merged']).said_in(language)}_", ""]
    return _apart("\n".join(lines))


def highlights_of(answer: Answer) -> Mapping[str, Any]:
    """Return what to tell in a minute: what the plan declares, its items marked so, the most discussed changes, and how many.

    A change is among them with at least three reviews and comments by others, five of them at most.
    """
    rows = answer.parts["notes"].rows
    talked = sorted((row for row in rows if row["said"] >= TALKED), key=lambda row: (-row["said"], row["title"]))
    marked = [row for row in answer.parts["components"].rows if row["highlight"]]
    return {
        "declared": (*answer.about["highlights"], *(row["item"] for row in marked)),
        "talked": talked[:MOST],
        "counts": {
            name: sum(row["category"] == name for row in rows) for name in ("feature", "fix", "performance", "docs")
        },
        "people": len({row["author"] for row in rows}),
        "newcomers": answer.about["newcomers"],
    }


def _plain(words: str) -> str:
    return " ".join(words.split()).translate(_MARKS)


def _apart(text: str) -> str:
    """Put an empty line before every heading."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("#") and lines and lines[-1]:
            lines.append("")
        lines.append(line)
    return "\n".join(lines)
