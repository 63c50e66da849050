"""The ``moot`` command: finds its verbs, and turns an error into one sentence and an exit status."""

from __future__ import annotations

import os
import pkgutil
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from folkmoot import __version__, cli
from folkmoot.model.errors import MootError

OK, FINDINGS, CANNOT = 0, 1, 2

app = typer.Typer(
    name="moot",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Folkmoot runs an open-source community: its governance and its digital operations.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"moot {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", help="The workspace's folder; else the one at or above here."),
    ] = None,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Remember where the workspace is; a verb opens it when it needs it."""
    context.obj = workspace or Path.cwd()


@cache
def register_verbs() -> None:
    """Find every module of this package that has ``register`` and let it add its verbs, once."""
    for module in pkgutil.iter_modules(cli.__path__):
        verb = import_module(f"folkmoot.cli.{module.name}")
        if register := getattr(verb, "register", None):
            register(app)


def main() -> None:
    """Run ``moot``. Exit status: 0 fine, 1 findings, 2 it could not run."""
    register_verbs()
    try:
        app()
    except MootError as error:
        sentence = Text.assemble(("moot: ", "red"), str(error))
        Console(stderr=True, soft_wrap=True, highlight=False).print(sentence)
        sys.exit(CANNOT)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python must not try to flush into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        Console(stderr=True).print("moot: stopped. What was finished is kept; run it again to go on.")
        sys.exit(130)
