"""Writing a document into a folder: whole files only, each replaced at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from folkmoot.jobs.files import write_whole
from folkmoot.model.errors import BadInput
from folkmoot.press.document import Document
from folkmoot.press.markdown import markdown_of
from folkmoot.press.page import page_of
from folkmoot.press.slides import slides_of

FORMS = ("md", "html", "pptx")


def write(
    document: Document, folder: Path, name: str, forms: tuple[str, ...] = FORMS, *, show: bool = False
) -> tuple[Path, ...]:
    """Write ``NAME.md`` with its charts in ``NAME/``, ``NAME.html`` and ``NAME.pptx``; returns the files.

    ``show``: the page can be presented. Errors: BadInput for an unknown form, or a folder that cannot be written.
    """
    if unknown := [form for form in forms if form not in FORMS]:
        raise BadInput(f"there is no form '{unknown[0]}'.", mend=f"Use: {', '.join(FORMS)}.")
    made: dict[str, bytes] = {}
    for form in dict.fromkeys(forms):
        made |= _form(document, form, name, show=show)
    try:
        return tuple(write_whole(folder / path, content) for path, content in made.items())
    except OSError as error:
        raise BadInput(
            f"the report cannot be written: {error.strerror}.", where=str(folder), mend="Name another folder with --to."
        ) from error


def _form(document: Document, form: str, name: str, *, show: bool) -> Mapping[str, bytes]:
    if form == "pptx":
        return {f"{name}.pptx": slides_of(document)}
    if form == "html":
        return {f"{name}.html": page_of(document, show=show).encode()}
    text, charts = markdown_of(document, f"{name}/")
    return {**{f"{name}/{file}": svg.encode() for file, svg in charts.items()}, f"{name}.md": text.encode()}
