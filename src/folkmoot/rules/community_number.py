"""How a community number is written and read: letters of the level, six digits or more, a check digit."""

from __future__ import annotations

import re

DIGITS = 6
_FORM = re.compile(r"([A-Z]{0,4})([0-9]{6,12})-?([0-9])")
_TEN, _ELEVEN = 10, 11


def check_digit(digits: str) -> str:
    """Return the digit that stands behind these. Source: ISO/IEC 7064, the hybrid system MOD 11,10.

    Every single wrong digit is caught, and nearly every pair that changed places.
    """
    rest = _TEN
    for digit in digits:
        rest = (rest + int(digit)) % _TEN or _TEN
        rest = rest * 2 % _ELEVEN
    return str((_ELEVEN - rest) % _TEN)


def spelled(serial: int, letters: str = "") -> str:
    """Return a number as people see it, such as ``GI000042-4``."""
    digits = str(serial).zfill(DIGITS)
    return f"{letters}{digits}-{check_digit(digits)}"


def serial_of(said: str) -> int | None:
    """Return the serial of what somebody wrote; None: it is no number, or a digit of it is wrong.

    Edges: the letters are not looked at, since they follow the level; case, spaces and the dash do not matter.
    """
    found = _FORM.fullmatch("".join(said.split()).upper())
    if found is None or check_digit(found[2]) != found[3]:
        return None
    return int(found[2])
