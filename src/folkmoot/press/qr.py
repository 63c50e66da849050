"""QR codes of addresses as SVG, with the white around them that readers need."""

from __future__ import annotations

from html import escape

import segno


def qr_svg(address: str, says: str) -> str:
    """Return the code of an address; ``says`` is what it is called where nobody sees it."""
    code = segno.make(address, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(scale=1, border=4)]
    side = len(rows)
    path = "".join(
        f"M{column} {row}h1v1h-1z" for row, cells in enumerate(rows) for column, dark in enumerate(cells) if dark
    )
    return (
        f'<svg class="qr" viewBox="0 0 {side} {side}" role="img" aria-label="{escape(says)}" xmlns="http://www.w3.org/2000/svg">'
        f'<rect width="{side}" height="{side}" fill="#ffffff"/><path d="{path}" fill="#000000" shape-rendering="crispEdges"/></svg>'
    )
