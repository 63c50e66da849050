"""``moot demo``: an invented community to look at and to measure by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from folkmoot.jobs.demo.plan import Plan
    from folkmoot.wiring.demo import Demo


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot demo w --people 300 --months 24 --seed 7")
    def demo(
        folder: Annotated[Path, typer.Argument(help="The workspace to make; it must be new or empty.")],
        people: Annotated[
            int | None, typer.Option(help="How many people take part.", show_default="300, more with many events")
        ] = None,
        months: Annotated[int, typer.Option(help="How many months are told.")] = 24,
        seed: Annotated[int, typer.Option(help="Which community: the same seed gives the same bytes.")] = 7,
        events: Annotated[
            int | None, typer.Option(help="About how many events.", show_default="9 for each person and month")
        ] = None,
        until: Annotated[
            datetime | None,
            typer.Option(formats=["%Y-%m-%d"], help="First day not told.", show_default="first day of this month"),
        ] = None,
        zone: Annotated[str, typer.Option(help="The community's time zone.")] = "Asia/Shanghai",
    ) -> None:
        """Make a workspace with an invented community: its charter, its events, its ledger."""
        from folkmoot.jobs.demo.plan import plan_of

        plan = plan_of(
            today=datetime.now(UTC).date(), people=people, months=months, seed=seed, events=events,
            until=until.date() if until else None, zone=zone,
        )  # fmt: skip
        _make(folder, plan)


def _make(folder: Path, plan: Plan) -> None:
    from folkmoot.wiring.demo import make_demo

    columns = (
        TextColumn("telling events"), BarColumn(), TaskProgressColumn(), TextColumn("{task.completed:,}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    began = perf_counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("events", total=plan.events)
        made = make_demo(folder, plan, lambda events: bars.update(bar, completed=events))
    _say(folder, plan, made, perf_counter() - began)


def _say(folder: Path, plan: Plan, made: Demo, seconds: float) -> None:
    console = Console(soft_wrap=True, highlight=False)
    told = made.told
    console.print(f"Made {folder}: the invented community {told.community}, from {plan.since} to {plan.until}")
    console.print(
        f"{told.events:,} events, {told.measurements:,} measurements, {told.groups} groups, "
        f"{plan.people:,} people ({told.people:,} of them in the charter), in {seconds:.1f} s"
    )
    if made.account:
        console.print(f"Sign in as {made.account} with the password {made.password} (shown only now)")
        console.print("chair, seat, lead, member and outsider have the same password: the portal as others see it")
    console.print(f"Next: moot --workspace {folder} serve")
