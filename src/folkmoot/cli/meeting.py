"""``moot meeting``: one meeting on the command line, its agenda and its minutes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput

if TYPE_CHECKING:
    from folkmoot.model.text import Text
    from folkmoot.reports.homes import Homes
    from folkmoot.reports.meeting import MeetingNow

Key = Annotated[str, typer.Argument(help="The meeting, such as compiler/weekly/2026-11-24.")]
Language = Annotated[str, typer.Option("--language", help="en or zh.")]

meeting = typer.Typer(no_args_is_help=True, help="One meeting: what is on its agenda, who was there, its minutes.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(meeting, name="meeting")


@meeting.command(epilog="Example: moot meeting show compiler/weekly/2026-11-24")
def show(
    context: Context,
    key: Key,
    shape: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
    language: Language = "en",
) -> None:
    """Show a meeting: its stage, its quorum, who was there, what was decided and taken on."""
    from folkmoot.reports.present import as_json

    if shape not in {"table", "json"}:
        raise BadInput(f"there is no format '{shape}'.", mend="Use table or json.")
    house = opened(context)
    answer = house.answer("meeting", {"id": key})
    if shape == "json":
        typer.echo(json.dumps(as_json(answer, language), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False, soft_wrap=True)
    about = answer.about
    console.print(
        f"{answer.title.said_in(language)}, {about['day']}: {about['stage_name'].said_in(language)}", style="bold"
    )
    console.print(answer.sentence.said_in(language))
    table = Table(box=None, header_style="bold")
    for name in ("name", "affiliation", "role", "state"):
        table.add_column(name)
    for row in answer.parts["roll"].rows:
        table.add_row(row["name"], row["organization"] or "", row["role"], row["state_name"].said_in(language))
    console.print(table)
    for name in ("decisions", "actions"):
        for row in answer.parts[name].rows:
            words: Text = row["says"] if name == "actions" else row["title"]
            console.print(f"{name[:-1]}: {words.said_in(language)} ({row['state_name'].said_in(language)})")


@meeting.command(epilog="Example: moot meeting agenda compiler/weekly/2026-11-24 --language zh")
def agenda(context: Context, key: Key, language: Language = "en") -> None:
    """Print a meeting's agenda as Markdown, with what is due by itself."""
    from folkmoot.press.minutes import agenda_markdown

    homes, one = _found(context, key)
    typer.echo(agenda_markdown(homes, one, _spoken(language)), nl=False)


@meeting.command(epilog="Example: moot meeting minutes compiler/weekly/2026-11-24")
def minutes(
    context: Context,
    key: Key,
    language: Language = "en",
    draft: Annotated[bool, typer.Option("--draft", help="A fresh draft from what was recorded.")] = False,
) -> None:
    """Print a meeting's minutes as Markdown: the approved version, else the newest; without any, a draft."""
    from folkmoot.press.minutes import drafted

    homes, one = _found(context, key)
    text = next((each for each in one.sitting.texts if each.number == one.approved_number), one.sitting.text)
    said = drafted(homes, one) if draft or text is None else homes.faces.masked(text.says)
    typer.echo(said.said_in(_spoken(language)), nl=False)


def _found(context: Context, key: str) -> tuple[Homes, MeetingNow]:
    homes = opened(context).homes()
    from folkmoot.reports.meeting import meeting as found

    one = found(homes, key)
    if one is None:
        raise BadInput(f"there is no meeting '{key}'.", mend="See: moot ask meetings.")
    return homes, one


def _spoken(language: str) -> str:
    if language not in {"en", "zh"}:
        raise BadInput(f"there is no language '{language}'.", mend="Use en or zh.")
    return language
