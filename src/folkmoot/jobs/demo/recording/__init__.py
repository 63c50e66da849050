"""What the demo's people have recorded in the portal: one module for each part, run by name in this order."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from folkmoot.reports.homes import Homes


def record_all(homes: Homes) -> None:
    """Run ``record(homes)`` of every module here, by name."""
    for module in sorted(one.name for one in iter_modules(__path__)):
        import_module(f"{__name__}.{module}").record(homes)
