"""``moot remind``: of which meetings people are reminded, and sending what is due."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

FINDINGS = 1


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(epilog="Example: moot remind --days 7")(remind)


def remind(
    context: typer.Context,
    due: Annotated[bool, typer.Option("--due", help="Send what is due: once to each channel.")] = False,
    days: Annotated[int, typer.Option("--days", min=0, max=366, help="Show also the reminders of so many days.")] = 7,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed.")] = False,
) -> None:
    """Show which reminders of meetings are due or come next, and send nothing; with --due send them. Exit status 1 when one failed."""
    from folkmoot.wiring.house import open_house

    house = open_house(context.obj)
    from folkmoot.wiring.reminding import send_reminders, wants_reminders, what_is_planned

    console = Console(stderr=due, highlight=False, soft_wrap=True)
    if due:
        told = send_reminders(house)
        if not quiet:
            console.print(f"{told.sent} sent")
        for error in told.failed:
            console.print(error, style="red", markup=False)
        if told.failed:
            raise typer.Exit(FINDINGS)
        return
    table = Table("Due at (UTC)", "Meeting", "Begins at (UTC)", "Ahead", "To", "State")
    for one in what_is_planned(house, days=days):
        meeting = one.reminder.meeting
        table.add_row(
            f"{one.reminder.due_at:%Y-%m-%d %H:%M}", meeting.key, f"{meeting.starts_at:%Y-%m-%d %H:%M}", one.reminder.ahead,
            ", ".join(one.channels), "waits" if one.waits else "due",
        )  # fmt: skip
    if table.row_count:
        console.print(table)
    elif not wants_reminders(house):
        console.print(
            "Nobody is reminded: give series 'reminders' in the charter, and set 'remind_to' in folkmoot.toml."
        )
    else:
        console.print("No reminder is due or comes in these days.")
