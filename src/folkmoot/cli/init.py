"""``moot init``: make a workspace for a charter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot init w --charter ../community")
    def init(
        folder: Annotated[Path, typer.Argument(help="The workspace to make; it must be new or empty.")],
        charter: Annotated[Path, typer.Option("--charter", help="The community's repository, as it is.")],
    ) -> None:
        """Make a workspace: a folder with settings, a lake and a ledger, beside a community's charter."""
        from folkmoot.charter.reader import read_charter
        from folkmoot.wiring.workspace import make_workspace

        read = read_charter(charter)
        made = make_workspace(folder, charter)
        kinds: dict[str, int] = {}
        for group in read.groups:
            kinds[group.kind.value] = kinds.get(group.kind.value, 0) + 1
        counted = ", ".join(f"{number} of kind {kind}" for kind, number in sorted(kinds.items())) or "no groups"
        console = Console(soft_wrap=True, highlight=False)
        console.print(f"Made the workspace {made}")
        console.print(f"Charter: {read.community.name} ({read.dialect}), {counted}, {len(read.people)} people")
        console.print(f"Next: cd {folder} && moot check && moot collect git REPOSITORY... && moot serve")
