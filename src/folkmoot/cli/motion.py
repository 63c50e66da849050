"""``moot motion``: put a question to a vote, vote, close what is due, and take the signed record of a decision away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import acting_as, shell_actor
from folkmoot.cli.answered import Lang
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text, has_han
from folkmoot.wiring.clock import clock

if TYPE_CHECKING:
    from folkmoot.model.answer import Answer

Number = Annotated[int, typer.Argument(min=1, help="The motion's number.")]
Form = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")]
As = Annotated[str, typer.Option("--as", help="The id of the declared person who acts.")]

motion = typer.Typer(no_args_is_help=True, help="Motions: put a question to a vote, vote, close, export the record.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(motion, name="motion")


@motion.command("list", epilog="Example: moot motion list --state open --group steering")
def listed(
    context: Context,
    state: Annotated[str, typer.Option(help="Only these: open, passed, failed, lapsed, withdrawn.")] = "",
    group: Annotated[str, typer.Option(help="Only of this group.")] = "",
    kind: Annotated[str, typer.Option(help="Only of this kind.")] = "",
    shape: Form = "table",
    lang: Lang = "en",
) -> None:
    """List the motions, the open ones first."""
    said = {"state": state, "group": group, "kind": kind, "at": clock().isoformat()}
    answer = opened(context).answer("motions", {name: value for name, value in said.items() if value})
    if _as_json(shape, answer, lang):
        return
    rows = [
        [row["number"], row["group"], row["title"].said_in(lang), row["state_name"].said_in(lang),
         f"{row['ends_at']:%Y-%m-%d %H:%M}" if row["ends_at"] else "", (row["needs"] or row["why"]).said_in(lang)]
        for row in answer.rows
    ]  # fmt: skip
    _table(("No.", "Group", "Question", "State", "Ends (UTC)", "Still needed, or why"), rows)
    typer.echo(answer.sentence.said_in(lang))


@motion.command(epilog="Example: moot motion show 12")
def show(context: Context, number: Number, shape: Form = "table", lang: Lang = "en") -> None:
    """Show one motion: rule, electorate, votes, where it stands and what it still needs."""
    answer = opened(context).answer("motion", {"id": str(number), "at": clock().isoformat()})
    if _as_json(shape, answer, lang):
        return
    console = Console(highlight=False)
    console.print(f"[bold]{number}[/bold] {answer.title.said_in(lang)}", soft_wrap=True)
    console.print(answer.sentence.said_in(lang), soft_wrap=True)
    for line in answer.about["rule_words"]:
        console.print(f"  {line.said_in(lang)}", style="dim", soft_wrap=True)
    part = answer.parts["electors"]
    rows = [
        [row["person"], ", ".join(row["roles"]), row["organization"] or "–", row["vote_name"].said_in(lang)]
        for row in part.rows
    ]
    _table(("Elector", "Roles", "Organisation", "Vote"), rows)


@motion.command("open", epilog="Example: moot motion open 'Adopt the release plan' --group steering --as ann")
def open_(  # noqa: PLR0913, PLR0917 — each option of the command line is an argument
    context: Context,
    title: Annotated[str, typer.Argument(help="The question, in a sentence.")],
    group: Annotated[str, typer.Option(help="The group that decides.")],
    kind: Annotated[
        str, typer.Option(help="motion, promotion, emeritus, minutes, proposal, sig or release.")
    ] = "motion",
    text: Annotated[str, typer.Option(help="More about it, as Markdown.")] = "",
    rule: Annotated[
        str, typer.Option(help="The voting rule; else the one that holds for this kind in this group.")
    ] = "",
    recused: Annotated[
        str, typer.Option(help="Ids of those whom it is about, between commas: they have no vote.")
    ] = "",
    secret: Annotated[bool, typer.Option("--secret", help="Vote in secret.")] = False,
    why: Annotated[str, typer.Option(help="The reason, for the audit trail.")] = "",
    person: As = "",
) -> None:
    """Put a question to a vote; the electorate is fixed at this moment."""
    house = opened(context)
    from folkmoot.jobs.moving import move

    number = move(
        house.homes(), group=group, kind=kind, title=Text(zh=title) if has_han(title) else Text(title), text=text, rule=rule,
        recused=[one.strip() for one in recused.split(",") if one.strip()], secret=True if secret else None,
        actor=acting_as(person), now=clock(), why=why,
    )  # fmt: skip
    typer.echo(f"Motion {number} is open. See it: moot motion show {number}")


@motion.command(epilog="Example: moot motion vote 12 yes --as ann")
def vote(
    context: Context,
    number: Number,
    choice: Annotated[str, typer.Argument(help="yes, no or abstain.")],
    person: As,
    why: Annotated[str, typer.Option(help="What to say with it; everybody reads it.")] = "",
) -> None:
    """Vote, or change a vote, while the motion is open; a secret vote cannot be changed."""
    house = opened(context)
    from folkmoot.jobs import voting
    from folkmoot.jobs.moving import seen

    actor, now = acting_as(person), clock()
    if seen(number, now).motion.secret:
        receipt = voting.vote_in_secret(house.homes(), number, choice, actor=actor, now=now)
        typer.echo(f"Your vote is sealed. Keep this receipt, it is shown only now: {receipt}")
        return
    voting.vote(house.homes(), number, choice, actor=actor, now=now, why=why)
    typer.echo(seen(number, now).standing.why.en)


@motion.command(epilog="Example: moot motion close --due")
def close(
    context: Context,
    number: Annotated[int, typer.Argument(min=0, help="End the stage of this motion that runs; 0: none.")] = 0,
    due: Annotated[bool, typer.Option("--due", help="Close every motion whose time is over.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
) -> None:
    """Record what motions came to: of all that are due, or of one whose stage is ended by this."""
    if bool(number) == due:
        raise BadInput("say which motions to close.", mend="Write moot motion close --due, or moot motion close 12.")
    house = opened(context)
    from folkmoot.jobs.moving import close_due, close_one, end_stage

    now = clock()
    if due:
        closed = close_due(now)
    else:
        made = close_one(number, now, shell_actor()) or end_stage(house.homes(), number, actor=shell_actor(), now=now)
        closed = ((number, made),)
    for which, outcome in () if quiet else closed:
        typer.echo(f"Motion {which}: {outcome.word}. {outcome.why.en}")
    if not closed and not quiet:
        typer.echo("No motion is due.")


@motion.command(epilog="Example: moot motion export 12 --out motion-12.json")
def export(
    context: Context,
    number: Number,
    out: Annotated[Path | None, typer.Option(help="Write it into this file; else it is printed.")] = None,
) -> None:
    """Give the signed record of a decision, which anybody can check and compute again: moot verify FILE."""
    house = opened(context)
    from folkmoot.jobs.files import write_whole
    from folkmoot.wiring.signing import signed_record

    words = json.dumps(signed_record(house, number), ensure_ascii=False, indent=2) + "\n"
    if out is None:
        typer.echo(words, nl=False)
    else:
        write_whole(out, words.encode())
        typer.echo(f"Wrote {out}. Check it anywhere: moot verify {out}")


@motion.command(epilog="Example: moot motion key")
def key(context: Context) -> None:
    """Say the public key under which this workspace signs its records."""
    from folkmoot.rules.canonical import fingerprint
    from folkmoot.wiring.signing import public_key

    public = public_key(opened(context))
    typer.echo(f"{public}\nFingerprint: {fingerprint(public)}")


def _as_json(shape: str, answer: Answer, lang: str) -> bool:
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
    return shape == "json"


def _table(heads: tuple[str, ...], rows: list[list[Any]]) -> None:
    table = Table(*heads, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console(highlight=False).print(table)
