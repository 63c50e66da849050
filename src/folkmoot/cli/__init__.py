"""The command line: one file per verb; no rule lives here."""

from __future__ import annotations

from folkmoot.cli.app import main

__all__ = ["main"]
