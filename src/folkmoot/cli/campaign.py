"""``moot campaign``: list campaigns, show what one brought and why it may be believed, record its cost, lessons and review."""

from __future__ import annotations

from typing import Annotated

import typer

from folkmoot.cli.actor import shell_actor
from folkmoot.cli.answered import Lang, Shape, print_answer, print_lines
from folkmoot.cli.opened import Context, opened
from folkmoot.wiring.clock import clock

Name = Annotated[str, typer.Argument(metavar="CAMPAIGN", help="Its id in the charter: see moot campaign list.")]
Says = Annotated[str, typer.Argument(help="A few sentences, which everybody may read.")]

campaign = typer.Typer(no_args_is_help=True, help="Campaigns: what each is to move, and what it really brought.")


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(campaign, name="campaign")


@campaign.command("list", epilog="Example: moot campaign list")
def listed(context: Context, shape: Shape = "table", lang: Lang = "en") -> None:
    """List the campaigns that the charter declares, with what each brought."""
    columns = ("id", "title", "stage_name", "begins", "ends", "verdict_name", "effect_words", "evidence_name")
    print_answer(opened(context).answer("campaigns", {}), columns, shape, lang)


@campaign.command(epilog="Example: moot campaign show docs-summer")
def show(context: Context, name: Name, shape: Shape = "table", lang: Lang = "en") -> None:
    """Show one campaign: the verdict with its reasons, what is assumed, placebos, codes, newcomers and who stayed."""
    answer = opened(context).answer("campaign", {"id": name})
    if shape == "json":
        print_answer(answer, (), shape, lang)
        return
    typer.echo(f"{answer.title.said_in(lang)}: {answer.sentence.said_in(lang)}")
    outcome = answer.about["outcome"]
    if outcome:
        print_lines(
            (*outcome["why"], *outcome["helps"], outcome["method"], outcome["errors"], *outcome["assumed"]), lang
        )
    for part in ("placebos", "codes", "levels", "staying", "guards"):
        found = answer.parts.get(part)
        if found is not None and found.rows:
            typer.echo(f"\n{found.title.said_in(lang)}")
            print_answer(found, tuple(one.name for one in found.columns), shape, lang)


@campaign.command(epilog="Example: moot campaign cost docs-summer 8200 --currency CNY --hours 96")
def cost(
    context: Context,
    name: Name,
    amount: Annotated[float, typer.Argument(min=0, help="Money.")],
    currency: Annotated[str, typer.Option(help="In which currency.")] = "CNY",
    hours: Annotated[float, typer.Option(min=0, help="Hours of work.")] = 0.0,
) -> None:
    """Record what a campaign has cost."""
    house = opened(context)
    from folkmoot.jobs import campaigns
    from folkmoot.model.campaign import Cost

    campaigns.spend(house.homes(), name, Cost(amount, currency.upper(), hours), actor=shell_actor(), now=clock())
    typer.echo("The cost is recorded.")


@campaign.command(epilog="Example: moot campaign lesson docs-summer 'Prepare twice as many pages.'")
def lesson(context: Context, name: Name, says: Says) -> None:
    """Record what was learnt."""
    house = opened(context)
    from folkmoot.jobs import campaigns

    campaigns.learn(house.homes(), name, says, actor=shell_actor(), now=clock())
    typer.echo("The lesson is recorded.")


@campaign.command(epilog="Example: moot campaign review docs-summer 'Worth repeating.'")
def review(context: Context, name: Name, says: Says) -> None:
    """Record the review of a campaign that is over."""
    house = opened(context)
    from folkmoot.jobs import campaigns

    campaigns.review(house.homes(), name, says, actor=shell_actor(), now=clock())
    typer.echo("The review is recorded.")
