"""The notes of a meeting as files of the charter, in the form that its community writes; what is written reads back the same."""

from __future__ import annotations

from collections.abc import Sequence

from folkmoot.charter.amending.files import changed, held
from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore import noting as mindspore
from folkmoot.charter.native import noting as native
from folkmoot.model.amendment import Amendment
from folkmoot.model.meeting_note import MeetingNote
from folkmoot.model.text import Text

OWN, MINDSPORE = "native", "mindspore"


def noted(charter: Charter, note: MeetingNote, *, again: Sequence[str] = ()) -> Amendment:
    """Return the change that puts the notes of a meeting into the charter.

    ``again``: the files that an earlier publication of the same meeting wrote; they are written over, nothing else is.
    Edges: a community whose dialect has no place for notes gets a Markdown file in a folder of its own.
    """
    files = mindspore.files(charter, note, tuple(again)) if charter.dialect == MINDSPORE else native.files(note)
    if charter.dialect not in (OWN, MINDSPORE):
        files = tuple(one for one in files if one[0].endswith(".md"))
    summary = Text(f"Minutes of {note.group}, {note.day}", f"{note.group} {note.day} 会议纪要")
    return Amendment(summary, tuple(changed(path, held(charter, path), words) for path, words in files))
