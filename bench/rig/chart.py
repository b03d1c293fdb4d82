"""A bar chart as SVG."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

_WIDTH, _LEFT, _BAR, _GAP, _TOP = 760, 190, 26, 12, 44


def bars(title: str, unit: str, values: Sequence[tuple[str, float, bool]]) -> str:
    """Draw a bar for each name and value; those that are marked stand out."""
    most = max(value for _, value, _ in values)
    height = _TOP + len(values) * (_BAR + _GAP) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" font-family="sans-serif" font-size="14" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="12" y="26" font-size="16" font-weight="bold" fill="#1a1a1a">{escape(title)}</text>',
    ]
    for place, (name, value, marked) in enumerate(values):
        y = _TOP + place * (_BAR + _GAP)
        length = max(2, round((_WIDTH - _LEFT - 110) * value / most))
        middle = y + _BAR * 2 // 3
        parts += [
            f'<text x="{_LEFT - 10}" y="{middle}" text-anchor="end" fill="#1a1a1a">{escape(name)}</text>',
            f'<rect x="{_LEFT}" y="{y}" width="{length}" height="{_BAR}" '
            f'fill="{"#0b6e4f" if marked else "#8a94a6"}"/>',
            f'<text x="{_LEFT + length + 8}" y="{middle}" fill="#1a1a1a">{value:.2f} {escape(unit)}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
