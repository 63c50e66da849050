"""What is due is asked of reports, which must be there."""

from __future__ import annotations

from folkmoot.reports.ask import load

load()
