"""``moot verify``: a signed record of a decision, checked and computed again without a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from folkmoot.model.errors import BadInput


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot verify motion-12.json --key rk3…")(verify)


def verify(
    file: Annotated[Path, typer.Argument(help="The record, as moot motion export wrote it.")],
    key: Annotated[
        str, typer.Option(help="The community's public key; without it only the record itself is checked.")
    ] = "",
) -> None:
    """Check the signature of a decision's record and compute its outcome again, offline."""
    from folkmoot.rules.canonical import fingerprint, read
    from folkmoot.rules.recompute import verified

    try:
        record = read(file.read_bytes())
    except OSError as error:
        raise BadInput(
            f"this cannot be read: {(error.strerror or 'no reason given').lower()}.", where=str(file)
        ) from error
    except ValueError as error:
        raise BadInput(
            f"this is no JSON that can be trusted: {_first(error)}.", where=str(file),
            mend="Make one with: moot motion export N --out FILE.",
        ) from error  # fmt: skip
    if isinstance(record, dict) and str(record.get("format", "")).startswith("folkmoot-election"):
        raise BadInput(
            "this is the record of an election.", where=str(file), mend=f"Count it again with: moot tally {file}."
        )
    if not isinstance(record, dict):
        raise BadInput("this is no record.", where=str(file), mend="Make one with: moot motion export N --out FILE.")
    outcome, public = verified(record, key), record["signature"]["public_key"]
    motion = record["motion"]
    typer.echo(_line(f"Motion {motion['number']}: {motion['title']['en'] or motion['title']['zh']}"))
    typer.echo(_line(f"{outcome.word}: {outcome.why.en}"))
    typer.echo("The signature fits, and the outcome follows from the record.")
    if not key:
        typer.echo(
            f"Signed with {public} (fingerprint {fingerprint(public)}): ask the community whether that is its key."
        )


def _line(said: str) -> str:
    """Return words as one line that moves no cursor: a record may come from anybody, and must not draw our own words."""
    return "".join(letter if letter.isprintable() else " " for letter in said)


def _first(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeError) else str(error).rstrip(".")[:120]
