"""What a command begins with: its context, and the workspace that is opened for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from folkmoot.wiring.house import House

Context = typer.Context


def opened(context: Context) -> House:
    """Return the workspace that the command line names, or the one of this folder."""
    from folkmoot.wiring.house import open_house

    return open_house(context.obj)
