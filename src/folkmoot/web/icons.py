"""The portal's icons: our own strokes on a grid of sixteen."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

STROKES = {
    "overview": '<path d="M2.5 13.5h11M4 11V8M8 11V3.5M12 11V6"/>',
    "groups": '<circle cx="8" cy="3.6" r="1.6"/><circle cx="3.6" cy="11" r="1.6"/><circle cx="12.4" cy="11" r="1.6"/>'
    '<path d="M6.6 5.2 4.6 9M9.4 5.2l2 3.8M5.6 11.4h4.8"/>',
    "people": '<circle cx="6" cy="5" r="2.4"/>'
    '<path d="M1.8 13.2c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.5 2.900a2.3 2.3 0 0 1 0 '
    '4.300M12 9.500c1.3.6 2.1 1.8 2.3 3.6"/>',
    "repositories": '<path d="M3.5 2.500h9v11h-9zM3.5 10.500h9M6 2.500v8"/>',
    "activity": '<path d="M1.5 8.500h2.800L6 3.500l3.6 9 1.9-4h3"/>',
    "decisions": '<path d="M2.5 8.500 6 12l7.500-8M2.500 14h11"/>',
    "growth": '<path d="M8 14V7M8 8.500c0-3 2-5 5.500-5 0 3.300-2 5-5.500 5zM8 11C8 8.600 6.300 7 3 7c0 2.700 1.700 4 5 4z"/>',
    "data": '<ellipse cx="8" cy="3.8" rx="5" ry="1.9"/>'
    '<path d="M3 3.800v8.400c0 1 2.2 1.9 5 1.900s5-.9 5-1.900V3.800M3 8c0 1 2.2 1.9 5 '
    '1.900s5-.9 5-1.9"/>',
    "search": '<circle cx="7" cy="7" r="4.3"/><path d="m10.3 10.3 3.4 3.4"/>',
    "theme": '<circle cx="8" cy="8" r="5.5"/><path d="M8 2.500v11a5.5 5.5 0 0 0 0-11z" fill="currentColor"/>',
    "account": '<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 14c.4-3 2.5-4.6 5.2-4.600s4.8 1.6 5.2 4.6"/>',
    "language": '<circle cx="8" cy="8" r="5.7"/>'
    '<path d="M2.3 8h11.400M8 2.300c-3.7 3.7-3.7 7.7 0 11.4 3.7-3.7 3.7-7.7 0-11.400z"/>',
    "close": '<path d="m4 4 8 8m0-8-8 8"/>',
    "wall": '<path d="M2 3h12v8H2zM6 14h4M8 11v3"/>',
    "out": '<path d="M6.5 3H3v10h10V9.500M9.5 3H13v3.500M13 3 7.5 8.5"/>',
    "calendar": '<path d="M2.5 4h11v9.500h-11zM2.5 7h11M5.5 2v3M10.5 2v3"/>',
    "warn": '<path d="M8 2.5 14 13H2zM8 6.500v3M8 11.200v.3"/>',
}


def draw(name: str, size: int = 16) -> SafeString:
    """Return the icon as SVG in the colour of the words around it; an unknown name is a fault of ours."""
    return format_html(
        '<svg width="{0}" height="{0}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{1}</svg>',
        size,
        SafeString(STROKES[name]),
    )
