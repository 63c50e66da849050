"""What a search finds of growth programmes: tasks and their batches, content, contests, campaigns, partners that have agreed."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.model.content import KINDS
from folkmoot.model.partner import PUBLIC, SORTS
from folkmoot.model.task import DIFFICULTIES, window_words
from folkmoot.model.text import Text
from folkmoot.reports import search_listening
from folkmoot.reports.content import words_of
from folkmoot.reports.content_course import every as every_piece
from folkmoot.reports.homes import Homes
from folkmoot.reports.search_governing import Found


def found(homes: Homes) -> Iterator[Found]:
    """Yield what the charter declares of programmes, with the words in which it is looked for."""
    yield from _tasks(homes)
    yield from _content(homes)
    yield from _declared(homes)
    yield from search_listening.found(homes)


def _tasks(homes: Homes) -> Iterator[Found]:
    faces = homes.faces
    for batch in homes.charter.tasks:
        title, window = faces.masked(batch.title), window_words(batch.window)
        row = {"type": "batch", "id": batch.id, "title": title, "detail": window}
        yield f"{title.en} {title.zh} {batch.id}", row
        for task in batch.tasks:
            name, level = faces.masked(task.title), DIFFICULTIES[task.difficulty]
            detail = Text(f"{title.said_in('en')}, {level.en}", f"{title.said_in('zh')}，{level.zh}")
            shown = {"type": "task", "id": f"{batch.id}/{task.id}", "title": name, "detail": detail}
            yield f"{name.en} {name.zh} {task.id} {task.area}", shown


def _content(homes: Homes) -> Iterator[Found]:
    for piece in every_piece(homes):
        row = {
            "type": "content",
            "id": str(piece.number),
            "title": homes.faces.masked(piece.details.title),
            "detail": KINDS[piece.details.kind],
        }
        yield words_of(homes, piece), row


def _declared(homes: Homes) -> Iterator[Found]:
    faces = homes.faces
    for kind, plans in (("contest", homes.charter.contests), ("campaign", homes.charter.campaigns)):
        for plan in plans:
            title, days = faces.masked(plan.title), f"{str(plan.begins)[:10]} – {str(plan.ends)[:10]}"
            row = {"type": kind, "id": plan.id, "title": title, "detail": Text(days, days)}
            yield f"{title.en} {title.zh} {plan.id}", row
    for partner in homes.charter.partners:
        if partner.stage in PUBLIC:
            row = {"type": "partner", "id": partner.id, "title": partner.name, "detail": SORTS[partner.sort]}
            yield f"{partner.name.en} {partner.name.zh} {partner.id}", row
