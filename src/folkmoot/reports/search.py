"""People, groups, repositories, what is decided and planned, and reports by a few letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from folkmoot.metrics.indicator import FAMILIES, INDICATORS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import search_governing, search_growing
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.people import searched
from folkmoot.reports.registry import REPORTS, report

TITLE = Text("Search", "搜索")
MOST = 200
PAGES = (
    "overview", "groups", "people", "repositories", "activity", "events", "data", "targets", "compare", "motions", "meetings",
    "elections", "rounds", "proposals", "release-plans", "founding", "lifecycle", "dormancy", "due", "actions", "ladders", "tasks", "points",
    "growth", "contests", "campaigns", "partners", "content", "authors", "chapters", "chapter-events", "recruitment", "camps",
    "complaints", "changed", "questions",
)  # fmt: skip
COLUMNS = (
    Column("type", Text("What", "类别")),
    Column("title", Text("Name", "名称")),
    Column("detail", Text("Detail", "说明")),
    Column("id", Text("Id", "标识")),
)
Hit = tuple[int, dict[str, Any]]


@report("search", TITLE, options={"q": Text("What to look for.", "要查找的内容。")}, recorded=True)
def search(homes: Homes, question: Question) -> Answer:
    """What is there by this name? The closest first: names that begin with the words, then those that hold them."""
    words = question.option("q").strip().lower()
    hits = sorted(_hits(homes, words), key=lambda hit: (hit[0], str(hit[1]["title"]).lower())) if words else []
    rows = [row for _rank, row in hits[:MOST]]
    sentence = Text(
        f"{many(len(hits), 'match', 'matches')} for “{words}”." if words else "Type a few letters.",
        f"“{words}”：{number(len(hits))} 个结果。" if words else "请输入几个字。",
    )
    return fill(homes, question, TITLE, sentence, COLUMNS, rows, total=len(hits), found=len(hits), unit="matches")


def _hits(homes: Homes, words: str) -> Iterator[Hit]:
    for group in homes.charter.groups:
        text = " ".join((group.name.en, group.name.zh, group.slug, *group.aliases))
        yield from _hit(words, text, {"type": "group", "id": group.slug, "title": group.name, "detail": group.mission})
    for person in homes.identity.people.values():
        public = homes.faces.id_of(person.id)
        row = {"type": "person", "id": public, "title": homes.faces.name_of(person.id), "detail": public}
        yield from _hit(words, searched(homes, person.id), row)
    for repo in homes.repositories:
        yield from _hit(
            words, repo.rpartition("/")[2] + " " + repo, {"type": "repo", "id": repo, "title": repo, "detail": ""}
        )
    for text, found in (
        *search_governing.declared(homes),
        *search_governing.recorded(homes),
        *search_growing.found(homes),
    ):
        yield from _hit(words, text, found)
    for view in homes.charter.board.views:
        kept: dict[str, Any] = {"type": "view", "id": view.address, "title": view.title, "detail": view.address}
        yield from _hit(words, f"{view.title.en} {view.title.zh} {view.id}", kept)
    for each in INDICATORS.values():
        shown: dict[str, Any] = {
            "type": "indicator",
            "id": each.name,
            "title": each.title,
            "detail": FAMILIES[each.family],
        }
        yield from _hit(words, f"{each.title.en} {each.title.zh} {each.name}", shown)
    for name in PAGES:
        said = REPORTS[name].title
        yield from _hit(words, f"{said.en} {said.zh}", {"type": "page", "id": name, "title": said, "detail": ""})


def _hit(words: str, text: str, row: dict[str, Any]) -> Iterator[Hit]:
    lowered = text.lower()
    place = lowered.find(words)
    if place >= 0:
        begins = place == 0 or not lowered[place - 1].isalnum()
        yield (0 if lowered.startswith(words) else 1 if begins else 2), row
