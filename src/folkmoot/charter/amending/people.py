"""Somebody new in the charter: the file that lists people gets one more entry, where the community's form has such a file."""

from __future__ import annotations

from dataclasses import replace

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import Amendment, FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.people import Person
from folkmoot.model.text import Text

FILE = "people.yaml"


def with_person(charter: Charter, person: Person) -> tuple[Charter, Amendment | None]:
    """Return the charter as if it listed somebody, and the change that lists them: in our own form a line among the people.

    Edges: somebody who is listed already changes nothing; MindSpore's form lists people only where they serve.
    Errors: BadInput for an id that is taken by somebody with other accounts, and for a form that is only read.
    """
    known = charter.person_by_id.get(person.id)
    if known is not None:
        if person.accounts and not set(person.accounts) & set(known.accounts):
            raise BadInput(f"'{person.id}' is somebody else in the charter.", mend="Declare the person by hand.")
        return charter, None
    seen = replace(charter, people=(*charter.people, person))
    if charter.dialect == "mindspore":
        return seen, None
    if charter.dialect != "native":
        raise BadInput(f"a charter in the form of {charter.dialect} is only read, not written.",
                       mend="Change the file by hand, or bring the charter into our own form: moot convert.")  # fmt: skip
    says = Text(f"{person.id} is listed among the people", f"将 {person.id} 列入人员")
    return seen, Amendment(says, (_listed(charter, person),))


def _listed(charter: Charter, person: Person) -> FileChange:
    path = next((one.place.path for one in charter.people if one.place.path), FILE)
    before = held(charter, path)
    if before is None:
        return changed(path, None, dumped({"people": [plain_of(person)]}))
    return changed(path, before, Cut(plain(before), path).append(plain_of(person), "people").text)
