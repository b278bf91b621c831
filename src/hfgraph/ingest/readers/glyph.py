"""Words of a PDF page from its characters and their places."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from hfgraph.ingest.readers.lines import Word

_MOST_CHARACTERS = 500_000
_GAP = 0.22
_BACK = 0.5
_SHIFT = 0.25
_SAME = 0.15
_FORCED_BOLD = 1 << 18
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_NAME = 128
_BLANKS = frozenset((0, 9, 10, 11, 12, 13, 32, 0xA0, 0x3000, *range(0x2000, 0x200B)))
_HYPHENS = {0x2: "-", 0xFFFE: "-", 0xAD: "-"}
_LEAST_SIZE = 0.5


def turned(x: float, y: float, direction: int) -> tuple[float, float]:
    """Return where a place is when the page is turned so that text in ``direction`` (degrees) becomes level."""
    if direction == 90:  # noqa: PLR2004
        return y, -x
    if direction == 180:  # noqa: PLR2004
        return -x, -y
    if direction == 270:  # noqa: PLR2004
        return -y, x
    return x, y


def words(page: Any) -> tuple[list[Word], int]:
    """Return the words that are written in the direction that most of a page is, and that direction in degrees.

    Args:
        page: handle of the page's text.
    """
    found = list(_words(page))
    length: Counter[int] = Counter()
    for direction, word in found:
        length[direction] += len(word.text)
    main = max((one for one in length if one >= 0), key=lambda one: (length[one], -one), default=0)
    return [word for direction, word in found if direction == main], main


def _words(page: Any) -> Iterator[tuple[int, Word]]:
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    get_unicode, get_origin, get_box = (
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharOrigin,
        pdfium.FPDFText_GetLooseCharBox,
    )
    signs: list[str] = []
    left = right = base = at = 0.0
    size, bold, direction = 1.0, False, 0
    last = -1
    for index in range(min(pdfium.FPDFText_CountChars(page), _MOST_CHARACTERS)):
        code = get_unicode(page, index)
        if code in _BLANKS:
            if signs:
                yield direction, Word("".join(signs), left, right, base, size, bold)
                signs = []
            continue
        if not get_origin(page, index, x, y) or not get_box(page, index, box):
            continue
        if not signs:
            size, bold, direction = _style(page, index)
        one, up = turned(x.value, y.value, direction)
        corners = (turned(box.left, box.bottom, direction)[0], turned(box.right, box.top, direction)[0])
        start, end = max(min(corners), one - size), max(corners)
        if signs:
            if code == last and abs(one - at) < _SAME * size and abs(up - base) < _SAME * size:
                continue
            if abs(up - base) > _SHIFT * size or start - right > _GAP * size or start < right - _BACK * size:
                yield direction, Word("".join(signs), left, right, base, size, bold)
                signs = []
                size, bold, direction = _style(page, index)
        if not signs:
            left, base, right = start, up, end
        signs.append(_HYPHENS.get(code) or chr(code))
        right, at, last = max(right, end), one, code
    if signs:
        yield direction, Word("".join(signs), left, right, base, size, bold)


def _style(page: Any, index: int) -> tuple[float, bool, int]:
    """Return the size in points, whether the type is bold, and its direction in degrees, -1 for an odd one."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(page, index, matrix)
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    size = pdfium.FPDFText_GetFontSize(page, index) * scale
    angle = math.degrees(math.atan2(matrix.b, matrix.a))
    direction = round(angle / 90) * 90
    name = ctypes.create_string_buffer(_NAME)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(page, index, name, _NAME, flags)
    called = name.value.decode("latin-1").lower()
    bold = bool(flags.value & _FORCED_BOLD) or any(word in called for word in _BOLD)
    if abs(angle - direction) > 5:  # noqa: PLR2004
        return max(round(size * 2) / 2, _LEAST_SIZE), bold, -1
    return max(round(size * 2) / 2, _LEAST_SIZE), bold, direction % 360
