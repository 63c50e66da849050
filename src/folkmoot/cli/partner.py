"""``moot partner``: the funnel, one partner, how far it has come, many from a CSV file; contacts are kept in private."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="PARTNER", help="Its id in the charter: see moot partner list.")]

partner = typer.Typer(no_args_is_help=True, help="Partners: stages, next steps, courses, contacts.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(partner, name="partner")


@partner.command("list", epilog="Example: moot partner list --stage talking")
def listed(
    context: Context,
    stage: Annotated[str, typer.Option(help="Only those in this stage.")] = "",
    shape: Shape = "table",
    lang: Lang = "en",
) -> None:
    """List all partners with their stage and next step, the most urgent first."""
    answer = opened(context).answer("partner-desk", {"stage": stage} if stage else {})
    print_answer(answer, ("id", "name", "sort_name", "stage_name", "next", "due", "people"), shape, lang)


@partner.command(epilog="Example: moot partner move north-university active --next 'Send the slides' --due 2027-03-01")
def move(
    context: Context,
    name: Name,
    stage: Annotated[str, typer.Argument(help="lead, talking, agreed, active, paused or ended.")],
    next_step: Annotated[str, typer.Option("--next", help="What is done next.")] = "",
    due: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By when.")] = None,
    branch: Annotated[str, typer.Option(help="Commit it on this branch, for review.")] = "",
) -> None:
    """Write into the charter how far it has come with a partner."""
    house = opened(context)
    from folkmoot.jobs.partner_declaring import move as moved
    from folkmoot.model.text import text_of

    day = due.date() if due else None
    moved(house.homes(), name, stage=stage, next_step=text_of(next_step), due=day, actor=shell_actor(), now=clock(), branch=branch)  # fmt: skip
    typer.echo("It is written into the charter.")


@partner.command("import", epilog="Example: moot partner import universities.csv --write")
def put(
    context: Context,
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A CSV file in UTF-8; see docs/partners.md.")
    ],
    write: Annotated[bool, typer.Option("--write", help="Write it; else the change is only shown.")] = False,
    branch: Annotated[str, typer.Option(help="Commit it on this branch, for review.")] = "",
) -> None:
    """Declare many partners from a CSV file; without --write the change is shown."""
    house = opened(context)
    from folkmoot.jobs.partner_declaring import imported, put_in

    homes = house.homes()
    made = imported(homes, file.read_bytes(), actor=shell_actor())
    for finding in made.findings:
        typer.echo(f"{finding.severity}: {finding.says} {finding.mend}")
    if not write:
        typer.echo(made.amendment.diff)
        return
    put_in(homes, made, actor=shell_actor(), branch=branch)
    typer.echo(f"{len(made.plans)} partners are declared.")


@partner.command(epilog="Example: moot partner contacts north-university")
def contacts(context: Context, name: Name) -> None:
    """Show contacts and notes of a partner, with their numbers."""
    house = opened(context)
    from folkmoot.jobs.partners import private_of

    people, notes = private_of(house.homes(), name, actor=shell_actor())
    for one in people:
        typer.echo(f"{one.id}  {one.name}  {one.mail}  {one.role}".rstrip())
    for note in notes:
        typer.echo(f"{note.id}  {note.at:%Y-%m-%d}  {note.says}")


@partner.command(epilog="Example: moot partner erase north-university contact 12")
def erase(
    context: Context,
    name: Name,
    kind: Annotated[Literal["contact", "note"], typer.Argument(help="What is erased.")],
    number: Annotated[int, typer.Argument(min=1, help="Its number.")],
) -> None:
    """Erase a contact or a note for good."""
    house = opened(context)
    from folkmoot.jobs import partners

    partners.erase(house.homes(), name, kind, [number], actor=shell_actor())
    typer.echo("It is erased.")
