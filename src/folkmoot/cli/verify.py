"""``moot verify``: a certificate, or the signed record of a decision or an election, checked without a network or a portal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from folkmoot.model.errors import BadInput, WorkspaceMissing

if TYPE_CHECKING:
    from datetime import datetime

    from folkmoot.model.certificate import Key, Verified
    from folkmoot.wiring.house import House


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Examples: moot verify certificate.json --keys did.json; moot verify motion-12.json --key rk3…")(
        verify
    )


def verify(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="A certificate as JSON or JWT, or the record of a decision or an election.")
    ],
    key: Annotated[
        str, typer.Option(help="Of a record: the community's public key; without it only the record itself is checked.")
    ] = "",
    keys: Annotated[
        Path | None,
        typer.Option(
            help="Of a certificate: its issuer's did.json; without it the keys and the ledger of this workspace tell."
        ),
    ] = None,
    status: Annotated[
        Path | None, typer.Option(help="Of a certificate: the issuer's list of revocations, as it was downloaded.")
    ] = None,
) -> None:
    """Check a certificate's signature, or the record of a decision or an election and its outcome, offline."""
    raw = _bytes(file)
    if _is_certificate(raw):
        _certificate(context, file, raw, keys, status)
        return
    _record(file, raw, key)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"this cannot be read: {(error.strerror or 'no reason given').lower()}.", where=str(file)
        ) from error


def _is_certificate(raw: bytes) -> bool:
    """Return whether a file looks like a credential, genuine or not: a token, or JSON that calls itself one."""
    said = raw.strip()
    return said.startswith(b"eyJ") or b'"VerifiableCredential"' in said  # in a title it would stand between \\"


def _certificate(context: typer.Context, file: Path, raw: bytes, keys: Path | None, status: Path | None) -> None:
    from datetime import UTC, datetime

    from folkmoot.rules import verifying

    now = datetime.now(UTC).replace(tzinfo=None)
    told = _json_of(status) if status else None
    if keys or status:
        known = _keys_of(keys) if keys else _keys_here(_house(context))
        found = verifying.verify(raw, known, now=now, status=told if isinstance(told, Mapping) else None)
    else:
        found = _as_issued(_house(context), raw, now)
    if found.credential is not None:
        typer.echo(_line(str(found.credential.get("name", "")))[:300])
    for step in found.steps:
        mark = {True: "ok", False: "WRONG", None: "unknown"}[step.ok]
        typer.echo(f"{mark:7}  {_line(step.says.en)}")
    if not found.ok:
        why = found.wrong[0].says.en if found.wrong else "its signature could not be checked"
        typer.echo(f"{file}: do not rely on this certificate: {_line(why)}", err=True)
        raise typer.Exit(1)
    typer.echo("The certificate is genuine.")
    if not any(step.asks == "status" for step in found.steps):
        typer.echo("Whether it was revoked since, only its issuer's list tells: --status FILE, or the page in its id.")


def _keys_of(path: Path) -> dict[str, Key]:
    from folkmoot.rules.verifying import keys_of

    try:
        return keys_of(_json_of(path))
    except ValueError as error:
        raise BadInput(
            f"this is no list of keys: {_first(error)}.",
            where=str(path),
            mend="Download the issuer's /.well-known/did.json.",
        ) from error


def _keys_here(house: House) -> dict[str, Key]:
    from folkmoot.wiring.certifying import keys_by_name

    return keys_by_name(house)


def _as_issued(house: House, raw: bytes, now: datetime) -> Verified:
    """Return what is found of a certificate where its issuer's ledger is at hand, which knows of revocations, too."""
    known = _keys_here(house)  # first: what follows needs the ledger
    from folkmoot.reports.shown import examined

    return examined(house.homes(), raw, known, now=now).verified


def _house(context: typer.Context) -> House:
    """Return the workspace that the command line names, or that stands here. Errors: BadInput where none does."""
    from folkmoot.wiring.house import open_house

    try:
        return open_house(context.obj or Path())
    except WorkspaceMissing as error:
        raise BadInput(
            "whose keys? There is no workspace here.",
            mend="Give the issuer's did.json with --keys, or name a workspace.",
        ) from error


def _json_of(path: Path) -> Any:
    try:
        return json.loads(_bytes(path))
    except (ValueError, RecursionError) as error:
        raise BadInput("this is no JSON.", where=str(path), mend="Download it again.") from error


def _record(file: Path, raw: bytes, key: str) -> None:
    from folkmoot.rules.canonical import fingerprint, read
    from folkmoot.rules.recompute import verified

    try:
        record = read(raw)
    except ValueError as error:
        raise BadInput(
            f"this is no JSON that can be trusted: {_first(error)}.", where=str(file),
            mend="Make one with: moot motion export N --out FILE.",
        ) from error  # fmt: skip
    if isinstance(record, dict) and str(record.get("format", "")).startswith("folkmoot-election"):
        _election(file, raw, key)
        return
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


def _election(file: Path, raw: bytes, key: str) -> None:
    from folkmoot.cli.tally import outcome_of
    from folkmoot.rules.election_record import read_record

    counted = read_record(raw.decode(), where=str(file), key=key)
    typer.echo(_line(counted.title.en or counted.title.zh))
    for words, _style in outcome_of(counted, "en"):
        typer.echo(_line(words))
    if counted.faults:
        typer.echo(f"{file}: do not rely on this record.", err=True)
        raise typer.Exit(1)
    typer.echo(f"The result follows from the record. How it is counted: moot tally {file}")


def _line(said: str) -> str:
    """Return words as one line that moves no cursor: a record may come from anybody, and must not draw our own words."""
    return "".join(letter if letter.isprintable() else " " for letter in said)


def _first(error: ValueError) -> str:
    return "not UTF-8" if isinstance(error, UnicodeError) else str(error).rstrip(".")[:120]
