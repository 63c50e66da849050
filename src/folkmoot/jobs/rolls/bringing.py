"""Brings in a file of who is who: read, judged, and recorded as one batch that can be taken back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from folkmoot.jobs.rolls import cncf, mailmap, sortinghat
from folkmoot.jobs.rolls.deciding import Deciding
from folkmoot.jobs.rolls.entry import Reader, Reading
from folkmoot.ledger import batches, corrections
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Identity

READERS: dict[str, Reader] = {"sortinghat": sortinghat.read, "cncf": cncf.read, "mailmap": mailmap.read}
LARGEST = 2**30  # bytes


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file came to. ``batch``: the import's number, "" for a dry run or when there was nothing new."""

    form: str
    people: int
    counts: Mapping[str, int]  # verb → how many corrections
    odd: tuple[str, ...]
    batch: str = ""

    @property
    def new(self) -> int:
        """How many corrections the file adds."""
        return sum(self.counts.values())


def bring_in(
    identity: Identity, path: Path, *, actor: Actor, form: str = "auto", dry_run: bool = False, why: str = ""
) -> Brought:
    """Read a file of who is who and record what it adds. The same file twice adds nothing.

    Errors: NotAllowed; BadInput for a file that cannot be read, or of an unknown format. A line that says nothing
    sensible is left out, with a sentence in ``odd``.
    """
    actor.must_operate()
    data = _data(path)
    text = _text(data, path)
    form = form_of(path.name, text) if form == "auto" else form
    if form not in READERS:
        raise BadInput(f"there is no format '{form}'.", mend=f"Use one of: auto, {', '.join(READERS)}.")
    reading = Reading(path.name)
    READERS[form](text, reading)
    said = Deciding(identity, corrections.current(), batches.settled(), reading).corrections()
    batch = ""
    if said and not dry_run:
        digest = hashlib.sha256(data).hexdigest()
        batch, _number = batches.record(
            said, name=path.name, digest=digest, form=form, actor=actor, why=why or f"import of {path.name}"
        )
    return Brought(form, len(reading.entries), Counter(one[0] for one in said), tuple(reading.odd), batch)


def form_of(name: str, text: str) -> str:
    """Return the format of a file from its name and first words. Errors: BadInput when it looks like none."""
    start = text.lstrip()[:1]
    if name.lower().endswith(".json") or start == "{":
        return "sortinghat"
    lines = [line for line in text.splitlines()[:2000] if line.strip() and not line.startswith("#")]
    if any("!" in line and ":" in line and "<" not in line for line in lines):
        return "cncf"
    if name.endswith("mailmap") or any("<" in line and ">" in line for line in lines):
        return "mailmap"
    raise BadInput(
        "this looks like none of the known formats.", where=name, mend=f"Name it with --format: {', '.join(READERS)}."
    )


def _data(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput("this file is larger than 1 GiB.", where=str(path), mend="Split it.")
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror or error}.", where=str(path)) from error


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput("this is no UTF-8 text.", where=f"{path}:{line}", mend="Save it as UTF-8.") from error
