"""``moot collect``: read what is new into the lake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

from folkmoot.cli.collected import Outcome, bars, show

if TYPE_CHECKING:
    from folkmoot.wiring.collecting import Collecting
    from folkmoot.wiring.settings import GitSource

Format = Annotated[Literal["table", "json"], typer.Option("--format", help="How to print the result.")]

FORGES = {"github": "GitHub", "gitee": "Gitee, AtomGit or GitCode"}
OTHERS = {
    "mail": "mailing lists", "downloads": "downloads of packages and images", "discourse": "Discourse forums",
    "stackexchange": "dumps of Stack Overflow and its sister sites", "gharchive": "files of GitHub Archive",
    "drop": "the drop folder",
}  # fmt: skip

verbs = typer.Typer(help="Read what is new in all configured sources, or add some and read them.")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(verbs, name="collect")


@verbs.callback(invoke_without_command=True, epilog="Example: moot collect")
def collect(context: typer.Context, form: Format = "table") -> None:
    """Read what is new in all configured sources."""
    if context.invoked_subcommand is None:
        opened, outcome = _open(context), Outcome()
        with bars() as progress:
            outcome.take(opened.run(opened.settings.git, progress))
            outcome.take(opened.gather(progress=progress))
        if outcome.nothing:
            Console(stderr=True).print("No source is configured yet. Add repositories: moot collect git PATH...")
        show(outcome, form)


@verbs.command(epilog="Example: moot collect git ../kit ../tools.bundle")
def git(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Repositories: normal, bare, or bundles.")],
    name: Annotated[str, typer.Option("--as", help="What to call it: forge:owner/name, for one path.")] = "",
    form: Format = "table",
) -> None:
    """Add git repositories to the workspace and read them."""
    from folkmoot.model.errors import MootError
    from folkmoot.wiring.collecting import Failed

    if name and len(paths) > 1:
        raise typer.BadParameter("give one path at a time when you name it", param_hint="--as")
    opened, outcome = _open(context), Outcome()
    sources: list[GitSource] = []
    for path in paths:
        try:
            source = opened.add(path, name)
        except MootError as error:
            outcome.failed.append(Failed(str(path), error))
        else:
            sources += [] if source in sources else [source]
    with bars() as progress:
        outcome.take(opened.run(sources, progress))
    show(outcome, form)


def _forge(kind: str) -> Callable[..., None]:
    def read(
        context: typer.Context,
        repos: Annotated[list[str] | None, typer.Argument(help="Repositories to add, as owner/name.")] = None,
        api: Annotated[str, typer.Option(help="Address of the API, where it is not the public one.")] = "",
        form: Format = "table",
    ) -> None:
        opened = _open(context)
        opened.add_repositories(kind, repos or (), api)
        _gather(opened, kind, form)

    read.__doc__ = f"Add repositories of {FORGES[kind]} to the workspace, if any are named, and read what is new."
    return read


def _other(kind: str) -> Callable[..., None]:
    def read(context: typer.Context, form: Format = "table") -> None:
        _gather(_open(context), kind, form)

    read.__doc__ = f"Read what is new in {OTHERS[kind]}, as folkmoot.toml lists them."
    return read


for _kind in FORGES:
    verbs.command(_kind, epilog=f"Example: moot collect {_kind} example/kit")(_forge(_kind))
for _kind in OTHERS:
    verbs.command(_kind, epilog=f"Example: moot collect {_kind}")(_other(_kind))


def _gather(opened: Collecting, kind: str, form: str) -> None:
    outcome = Outcome()
    with bars() as progress:
        outcome.take(opened.gather(kind, progress))
    if outcome.nothing:
        Console(stderr=True).print(f"There is nothing to read: see docs/sources/{kind}.md for how to set it up.")
    show(outcome, form)


def _open(context: typer.Context) -> Collecting:
    from folkmoot.wiring.collecting import Collecting
    from folkmoot.wiring.settings import find_workspace

    return Collecting(find_workspace(context.obj))
