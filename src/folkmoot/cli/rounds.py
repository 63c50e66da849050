"""``moot rounds``: do what is due in selection rounds and reviews of inactivity; show and write the change that follows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.opened import Context, opened
from folkmoot.model.errors import BadInput
from folkmoot.wiring.clock import clock

if TYPE_CHECKING:
    from folkmoot.wiring.house import House

Number = Annotated[int, typer.Argument(min=1, help="The round's number: see moot ask rounds.")]

rounds = typer.Typer(
    no_args_is_help=True, help="Selection rounds and reviews: what is due, and the change of the charter."
)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(rounds, name="rounds")


@rounds.command(epilog="Example: moot rounds advance --due")
def advance(
    context: Context,
    due: Annotated[bool, typer.Option("--due", help="Do everything that is due; run it beside the portal.")] = False,
) -> None:
    """Open announced rounds, freeze evidence, put candidates to the vote, close votes, and ask nobody twice."""
    if not due:
        raise BadInput("say what to do.", mend="moot rounds advance --due")
    house = opened(context)
    from folkmoot.jobs import reviews
    from folkmoot.jobs import rounds as job

    now = clock()
    done = [(f"round {number}", said) for number, said in job.advance_due(house.homes(), now)]
    done += [(f"review {number}", said) for number, said in reviews.advance_due(house.homes(newest=True), now)]
    for what, said in done:
        typer.echo(f"{what}: {said}")
    if not done:
        typer.echo("Nothing is due.")


@rounds.command(epilog="Example: moot rounds amend 3 --dry-run")
def amend(
    context: Context,
    number: Number,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the difference; nothing is written.")] = False,
    patch: Annotated[
        bool, typer.Option("--patch", help="Print it as a mail that git am takes; nothing is written.")
    ] = False,
    branch: Annotated[str, typer.Option(help="Commit on this branch, for review; else where the portal reads.")] = "",
    review: Annotated[bool, typer.Option("--review", help="The number is that of a review of inactivity.")] = False,
) -> None:
    """Write what a round has come to into the charter: shown first, applied whole, committed where it is a git repository."""
    house = opened(context)
    from folkmoot.jobs import promoting, reviews

    homes, now, actor = house.homes(), clock(), shell_actor()
    if dry_run:
        typer.echo(_difference(house, number, now, review=review), nl=False)
        return
    if patch:
        typer.echo(promoting.patch_of(homes, number, actor=actor, now=now), nl=False)
        return
    job = reviews.apply if review else promoting.apply
    done = job(homes, number, actor=actor, now=now, branch=branch)
    people = ", ".join(f"{person} ({role})" for person, role in done.people)
    typer.echo(
        f"Written: {people or 'what stood in the charter already'}."
        + (f" Commit {done.commit}." if done.commit else "")
    )
    if done.branch:
        typer.echo(
            f"It is on the branch {done.branch}: push it and open a pull request, such as git push origin {done.branch}"
        )


def _difference(house: House, number: int, now: datetime, *, review: bool) -> str:
    """Return the planned difference. Errors: BadInput where nothing is planned, or the files cannot be changed."""
    from folkmoot.reports.promotions import planned
    from folkmoot.reports.review_course import planned_ends, seen_review
    from folkmoot.reports.round_course import seen

    homes = house.homes()
    plan = planned_ends(seen_review(homes, number, now)) if review else planned(seen(homes, number, now))
    if plan.fault:
        raise BadInput(f"the charter cannot be changed by itself: {plan.fault}")
    if plan.amendment is None:
        raise BadInput("nothing is decided that is not in the charter yet.")
    return plan.amendment.diff
