"""``moot people``: who is who. What may be the same, decisions, and their way back."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from folkmoot.model.identity import Correction

Why = Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")]
A = Annotated[str, typer.Argument(help="An account (gitee:ann), a person's id, a mail address, or a login.")]
B = Annotated[str, typer.Argument(help="The other one.")]

people = typer.Typer(no_args_is_help=True, help="Who is who: see what may be the same, decide, and undo.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(people, name="people")


@people.command(epilog="Example: moot people suggest --limit 20")
def suggest(
    context: Context,
    limit: Annotated[int, typer.Option(min=1, help="How many to show, the likeliest first.")] = 50,
    shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """List accounts that may be one person's, with the evidence; nothing is joined until somebody decides."""
    from folkmoot.rules.reasons import said

    identity = opened(context).homes().identity
    rows = [
        {"a": reason.account, "name_a": identity.people[identity.person_of[reason.account]].name,
         "b": reason.other, "name_b": identity.people[identity.person_of[reason.other]].name,
         "why": reason.why, "evidence": reason.evidence, "says": said(reason).en}
        for reason in identity.suggestions[:limit]
    ]  # fmt: skip
    if _as_json(shape, rows):
        return
    keys = ("a", "name_a", "b", "name_b", "says")
    _table(("A", "Name", "B", "Name", "Evidence"), [[row[key] for key in keys] for row in rows])
    found = len(identity.suggestions)
    typer.echo(f"{len(rows)} of {found}. Decide with: moot people merge A B --why …, or: moot people refuse A B")


@people.command(epilog="Example: moot people merge gitee:ann github:ann-a --why 'told me so'")
def merge(context: Context, a: A, b: B, why: Why) -> None:
    """Say that two accounts or people are one person."""
    _correct(context, "merge", a, b, why=why)


@people.command(epilog="Example: moot people accept 50 --why 'looked through the list'")
def accept(
    context: Context,
    number: Annotated[int, typer.Argument(min=1, help="How many suggestions, from the top of the list.")],
    why: Why,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Accept the likeliest suggestions: one correction each, and each can be undone by itself."""
    identity = opened(context).homes().identity
    chosen = identity.suggestions[:number]
    from folkmoot.jobs import correct as job  # after opening: the ledger needs its database

    if not chosen or not (yes or typer.confirm(f"Join {len(chosen)} pairs, each into one person?")):
        typer.echo("Nothing was changed.")
        return
    for one in chosen:
        job.correct(identity, "merge", one.account, one.other, actor=shell_actor(), why=f"{why} ({one.why})")
    typer.echo(f"Joined {len(chosen)} pairs. Each can be taken back: moot people log, moot people undo NUMBER")


@people.command(epilog="Example: moot people split github:ann-a --why 'another Ann'")
def split(
    context: Context,
    account: Annotated[str, typer.Argument(help="The account that is to leave its person.")],
    why: Why,
    other: Annotated[str, typer.Option("--from", help="Whom it stays apart from; else the rest of its person.")] = "",
) -> None:
    """Say that an account is not of the person it was joined to."""
    _correct(context, "split", account, other, why=why)


@people.command(epilog="Example: moot people refuse gitee:ann github:annie")
def refuse(context: Context, a: A, b: B, why: Why = "they are two people") -> None:
    """Say that two are not the same; they are neither joined nor suggested again."""
    _correct(context, "refuse", a, b, why=why)


@people.command(epilog="Example: moot people affiliate ann 'Example University' --since 2024-03-01 --why 'her page'")
def affiliate(
    context: Context,
    person: A,
    organization: Annotated[str, typer.Argument(help="The organisation's name.")],
    why: Why,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day.")] = None,
) -> None:
    """Say where somebody belonged, from a day to a day."""
    _correct(context, "affiliate", person, organization, why=why, since=_day(since), until=_day(until))


@people.command(epilog="Example: moot people bot gitee:build-helper")
def bot(context: Context, account: A, why: Why = "a robot") -> None:
    """Say that an account is a robot's."""
    _correct(context, "bot", account, why=why)


@people.command(epilog="Example: moot people human gitee:talk-bot")
def human(context: Context, account: A, why: Why = "no robot") -> None:
    """Say that an account is a human's."""
    _correct(context, "human", account, why=why)


@people.command(epilog="Example: moot people hide ann --why 'asked for it'")
def hide(context: Context, person: A, why: Why) -> None:
    """Do not name somebody in answers; a pseudonym stands in."""
    _correct(context, "hide", person, why=why)


@people.command(epilog="Example: moot people undo 12 --why 'wrong Ann'")
def undo(
    context: Context,
    correction: Annotated[str, typer.Argument(help="Its number in the log; with --import the import's number.")],
    why: Why = "",
    whole: Annotated[bool, typer.Option("--import", help="Take a whole import back.")] = False,
) -> None:
    """Take a decision, or a whole import, back; everything is again as if it had never been made."""
    opened(context)
    if whole:
        from folkmoot.ledger import batches

        number = batches.undo(correction, actor=shell_actor(), why=why)
        typer.echo(f"Undone: import {correction}, {number} corrections")
        return
    from folkmoot.jobs import correct as job

    undone = job.undo(correction, actor=shell_actor(), why=why)
    typer.echo(f"Undone: {_said(undone)}")


@people.command(epilog="Example: moot people log")
def log(
    context: Context,
    shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    every: Annotated[bool, typer.Option("--all", help="Also each single correction of the imports.")] = False,
) -> None:
    """List every decision and undoing, oldest first; those of imports only with --all."""
    opened(context)
    from folkmoot.ledger import corrections

    rows = [
        {"id": made.id, "at": made.at.isoformat(timespec="seconds") if made.at else "", "by": made.by,
         "verb": made.verb, "a": made.a, "b": made.b, "undoes": undoes, "import": made.batch, "why": made.why}
        for made, undoes in corrections.log(imported=every)
    ]  # fmt: skip
    if not _as_json(shape, rows):
        heads = ("id", "at", "by", "verb", "a", "b", "undoes", "import", "why")
        _table(heads, [[row[head] for head in heads] for row in rows])


@people.command("import", epilog="Example: moot people import developers_affiliations1.txt --dry-run")
def bring(
    context: Context,
    file: Annotated[Path, typer.Argument(help="A SortingHat export, CNCF developers_affiliations, or a .mailmap.")],
    form: Annotated[str, typer.Option("--format", help="sortinghat, cncf, mailmap or auto.")] = "auto",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing.")] = False,
    why: Annotated[str, typer.Option("--why", help="The reason, for the audit trail.")] = "",
) -> None:
    """Bring in who is who from a file, as one batch that can be taken back; the same file twice adds nothing.

    Exits with 1 when lines were left out; each is told with its place.
    """
    identity = opened(context).homes().identity
    from folkmoot.jobs.rolls.bringing import bring_in

    with Console(stderr=True).status("Reading and judging…"):
        found = bring_in(identity, file, actor=shell_actor(), form=form, dry_run=dry_run, why=why)
    for sentence in found.odd:
        typer.echo(sentence, err=True)
    counts = ", ".join(f"{number} {verb}" for verb, number in sorted(found.counts.items())) or "nothing new"
    typer.echo(f"{found.people} people ({found.form}): {counts}; {len(found.odd)} left out.")
    if found.batch:
        typer.echo(f"Import {found.batch}. Take it back with: moot people undo --import {found.batch}")
    elif dry_run and found.new:
        typer.echo("Nothing was recorded: a dry run.")
    if found.odd:
        raise typer.Exit(1)


@people.command(epilog="Example: moot people imports")
def imports(context: Context, shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table") -> None:
    """List the imports, oldest first, with how much of each still holds."""
    opened(context)
    from folkmoot.ledger import batches

    rows = [
        {"id": one.id, "at": one.at.isoformat(timespec="seconds"), "by": one.by, "file": one.name, "format": one.form,
         "recorded": str(one.recorded), "hold": str(one.hold), "sha256": one.digest}
        for one in batches.imports()
    ]  # fmt: skip
    if not _as_json(shape, rows):
        heads = ("id", "at", "by", "file", "format", "recorded", "hold")
        _table(heads, [[row[head] for head in heads] for row in rows])


def _correct(context: Context, verb: str, a: str, b: str = "", **more: Any) -> None:
    identity = opened(context).homes().identity
    from folkmoot.jobs import correct as job  # after opening: the ledger needs its database

    made = job.correct(identity, verb, a, b, actor=shell_actor(), **more)
    typer.echo(f"Correction {made.id}: {_said(made)}. Take it back with: moot people undo {made.id}")


def _said(made: Correction) -> str:
    return " ".join(part for part in (made.verb, made.a, made.b) if part)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _as_json(shape: str, rows: list[dict[str, str]]) -> bool:
    if shape not in {"table", "json"}:
        raise BadInput(f"there is no format '{shape}'.", mend="Use table or json.")
    if shape == "json":
        typer.echo(json.dumps({"rows": rows, "total": len(rows)}, ensure_ascii=False, indent=2))
    return shape == "json"


def _table(heads: tuple[str, ...], rows: list[list[str]]) -> None:
    table = Table(*heads, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(_short(cell) for cell in row))
    Console(highlight=False).print(table)


def _short(cell: str) -> str:
    """Shorten a hashed mail address: its first digits can be told apart, and are accepted nowhere."""
    return f"{cell[:17]}…" if cell.startswith("mail:") else cell
