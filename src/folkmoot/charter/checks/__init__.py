"""What a charter is asked: every check, less what the charter skips with a reason."""

from __future__ import annotations

from folkmoot.charter.checks.run import check, known_checks

__all__ = ["check", "known_checks"]
