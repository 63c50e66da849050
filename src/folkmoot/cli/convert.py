"""``moot convert``: a community as it is, written in the native form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot convert ../community ./charter")
    def convert(
        source: Annotated[Path, typer.Argument(help="The community as it is, in any dialect.")],
        target: Annotated[Path, typer.Argument(help="The folder to write; it must be new or empty.")],
    ) -> None:
        """Write a community's charter in the native form. Reading that back gives the same declarations.

        Documents that the charter names come along. Nothing is written unless all of it can be.
        """
        from folkmoot.charter.native.writer import write_native
        from folkmoot.charter.reader import read_charter

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
        console.print(f"Next: moot check {target}")
