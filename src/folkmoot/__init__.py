"""Folkmoot runs an open-source community: its governance and its digital operations, in one program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkmoot.wiring.house import House

__version__ = "0.1.0"


def open(path: str | Path) -> House:  # noqa: A001 — folkmoot.open(path) is the documented door for notebooks
    """Open the workspace at or above ``path``: ``folkmoot.open(".").ask("groups")``.

    Errors: WorkspaceMissing when no ``folkmoot.toml`` is found at or above ``path``.
    """
    from folkmoot.wiring.house import open_house

    return open_house(Path(path))
