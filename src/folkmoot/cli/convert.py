"""``moot convert``: a community as it is, written in the native form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from folkmoot.model.finding import Severity


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot convert ../community ./charter")
    def convert(
        source: Annotated[Path, typer.Argument(help="The community as it is, in any dialect.")],
        target: Annotated[Path, typer.Argument(help="The folder to write; it must be new or empty.")],
    ) -> None:
        """Write a community's charter in the native form. Reading that back gives the same declarations.

        Documents that the charter names come along. It is written whole or not at all.
        Exit status: 1 when something in the source could not be read, and so is not in the copy.
        """
        from folkmoot.charter.native.writer import write_native
        from folkmoot.charter.reader import read_charter
        from folkmoot.cli.app import FINDINGS

        charter = read_charter(source)
        folder = write_native(charter, target)
        console = Console(soft_wrap=True, highlight=False)
        console.print(f"Wrote {charter.community.name} ({charter.dialect}) to {folder}")
        counts = {
            "groups": len(charter.groups),
            "people": len(charter.people),
            "proposals": len(charter.proposals),
            "minutes": len(charter.minutes),
        }
        console.print(", ".join(f"{name} {number}" for name, number in counts.items()))
        lost = sum(finding.severity is Severity.ERROR for finding in charter.findings)
        console.print(f"Next: moot check {source if lost else target}")
        if lost:
            console.print(f"Errors {lost}: what they are about could not be read, so it is not in the copy.")
            raise typer.Exit(FINDINGS)
