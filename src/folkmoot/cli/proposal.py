"""``moot proposal``: list proposals, check them, write a new one, put one to the vote, write down what was decided."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.actor import acting_as, shell_actor
from folkmoot.cli.answered import Lang
from folkmoot.cli.opened import Context, opened
from folkmoot.model.finding import Severity
from folkmoot.wiring.clock import clock

As = Annotated[str, typer.Option("--as", help="The id of the declared person who acts.")]
Branch = Annotated[str, typer.Option(help="Commit on this branch, without touching the work tree.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="The proposal's short name, such as mep-kit.")]

proposal = typer.Typer(no_args_is_help=True, help="Proposals (MEP, KEP…): list, lint, new, put to the vote, apply.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(proposal, name="proposal")


@proposal.command("list", epilog="Example: moot proposal list --state provisional --group compiler")
def listed(
    context: Context,
    state: Annotated[str, typer.Option(help="Only these: draft, provisional, implementable…; unknown.")] = "",
    group: Annotated[str, typer.Option(help="Only those that this group owns or takes part in.")] = "",
    author: Annotated[str, typer.Option(help="Only by this person.")] = "",
    shape: Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the answer.")] = "table",
    lang: Lang = "en",
) -> None:
    """List the proposals on file, the newest first."""
    said = {"state": state, "group": group, "author": author, "size": "100"}
    answer = opened(context).answer("proposals", {name: value for name, value in said.items() if value})
    if shape == "json":
        from folkmoot.reports.present import as_json

        typer.echo(json.dumps(as_json(answer, lang), ensure_ascii=False, indent=2))
        return
    table = Table("Name", "Proposal", "State", "Owner", "Created", "Findings", box=None, header_style="bold")
    for row in answer.rows:
        cells = (row["id"], row["title"], row["state_name"].said_in(lang), row["group"] or "–", row["created"] or "–",
                 row["findings"] or "")  # fmt: skip
        table.add_row(*(str(cell) for cell in cells))
    Console(highlight=False).print(table)
    typer.echo(answer.sentence.said_in(lang))


@proposal.command(epilog="Example: moot proposal lint ../community mep-kit")
def lint(
    context: Context,
    path: Annotated[Path | None, typer.Argument(help="The charter, as it is; else that of the workspace.")] = None,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Only this proposal.")] = "",
    shape: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help="How to print findings.")
    ] = "text",
    lang: Lang = "en",
) -> None:
    """Report everything that is wrong with proposals. Exit status: as of moot check."""
    from folkmoot.charter.checks import known_checks
    from folkmoot.cli.app import FINDINGS
    from folkmoot.cli.check import Format, Language, charter_path, checked, show

    only = [one for one in known_checks() if one.startswith("proposal-")]
    charter, findings = checked(path or charter_path(context.obj), Severity.NOTE, only)
    if name:
        from folkmoot.charter.amending.proposals import proposal_of

        proposal_of(charter, name)
    found = [one for one in findings if not name or one.subject == name]
    show(charter, found, Format(shape), Language(lang))
    if any(one.severity is not Severity.NOTE for one in found):
        raise typer.Exit(FINDINGS)


@proposal.command(
    epilog="Example: moot proposal new mep-kit 'One kit for all' --group compiler --author ann > mep-kit.diff"
)
def new(
    context: Context,
    name: Name,
    title: Annotated[str, typer.Argument(help="What is proposed, in a few words.")],
    group: Annotated[str, typer.Option(help="The group that owns it.")],
    author: Annotated[list[str], typer.Option(help="The id of an author; may be given several times.")],
    approver: Annotated[list[str] | None, typer.Option(help="The id of an approver.")] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Write it into the charter; else only show the change.")
    ] = False,
    branch: Branch = "",
) -> None:
    """Write a proposal in the community's own form: show the change as a diff, or apply it."""
    house = opened(context)
    from folkmoot.charter.amending.proposals import new_proposal
    from folkmoot.jobs.proposing import file
    from folkmoot.model.community import Proposal

    homes, today = house.homes(), clock().replace(tzinfo=UTC).astimezone(ZoneInfo(house.charter.community.zone)).date()
    one = Proposal(
        name, title, "provisional", tuple(author), group, approvers=tuple(approver or ()), created=today
    )  # fmt: skip
    if not apply and not branch:
        typer.echo(new_proposal(homes.charter, one).diff, nl=False)
        return
    commit = file(homes, one, actor=shell_actor(), branch=branch)
    typer.echo(f"{name} is on file{f': {commit[:12]}' if commit else ''}.")


@proposal.command(epilog="Example: moot proposal move mep-kit implementable --group steering --as ann")
def move(
    context: Context,
    name: Name,
    state: Annotated[str, typer.Argument(help="The state that it shall have.")],
    group: Annotated[str, typer.Option(help="The group that decides: its owner, or a committee.")],
    rule: Annotated[str, typer.Option(help="The voting rule; else the one that holds there.")] = "",
    why: Annotated[str, typer.Option(help="The reason, for the record.")] = "",
    person: As = "",
) -> None:
    """Put to the vote that a proposal gets another state."""
    house = opened(context)
    from folkmoot.jobs.proposing import put

    number = put(house.homes(), name, state, group=group, rule=rule, why=why, actor=acting_as(person), now=clock())
    typer.echo(f"Motion {number} is open. See it: moot motion show {number}")


@proposal.command(epilog="Example: moot proposal apply mep-kit --branch mep-kit-accepted")
def apply(context: Context, name: Name, branch: Branch = "", person: As = "") -> None:
    """Write into the charter what a vote has decided about a proposal."""
    house = opened(context)
    from folkmoot.jobs.proposing import apply as write

    commit = write(house.homes(), name, actor=acting_as(person), now=clock(), branch=branch)
    typer.echo(f"The charter says so now{f': {commit[:12]}' if commit else ''}.")
