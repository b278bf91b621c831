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
_TILT = 5.0


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

    box = pdfium.FS_RECTF()
    kind = _Type(page)
    get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    signs: list[str] = []
    left = right = base = foot = at = 0.0
    size, bold, direction = 1.0, False, 0
    last = -1
    for index in range(min(pdfium.FPDFText_CountChars(page), _MOST_CHARACTERS)):
        code = get_unicode(page, index)
        if code in _BLANKS:
            if signs:
                yield direction, Word("".join(signs), left, right, base, size, bold)
                signs = []
            continue
        if not get_box(page, index, box):
            continue
        if not signs:
            size, bold, direction = kind.style(index)
        start, low, end = _placed(box, direction)
        if signs:
            if code == last and abs(start - at) < _SAME * size and abs(low - foot) < _SAME * size:
                continue
            if abs(low - foot) > _SHIFT * size or start - right > _GAP * size or start < right - _BACK * size:
                yield direction, Word("".join(signs), left, right, base, size, bold)
                signs = []
                size, bold, direction = kind.style(index)
                start, low, end = _placed(box, direction)
        if not signs:
            left, right, foot, base = start, end, low, kind.base(index, direction)
        signs.append(_HYPHENS.get(code) or chr(code))
        right, at, last = max(right, end), start, code
    if signs:
        yield direction, Word("".join(signs), left, right, base, size, bold)


def _placed(box: Any, direction: int) -> tuple[float, float, float]:
    """Return where a character begins, its foot, and where it ends."""
    if direction <= 0:
        return box.left, box.bottom, box.right
    one, other = turned(box.left, box.bottom, direction), turned(box.right, box.top, direction)
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0])


class _Type:
    """Asks how single characters are set; holds the places that the library writes its answers to."""

    def __init__(self, page: Any) -> None:
        import pypdfium2.raw as pdfium

        self._page = page
        self._pdfium = pdfium
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(_NAME)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def base(self, index: int, direction: int) -> float:
        """Return the baseline of a character."""
        self._pdfium.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        return turned(self._x.value, self._y.value, direction)[1]

    def style(self, index: int) -> tuple[float, bool, int]:
        """Return the size in points, whether the type is bold, and its direction in degrees, -1 for an odd one."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._page, index, matrix)
        size = self._pdfium.FPDFText_GetFontSize(self._page, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        size = max(round(size * 2) / 2, _LEAST_SIZE)
        self._name.value = b""
        self._pdfium.FPDFText_GetFontInfo(self._page, index, self._name, _NAME, self._flags)
        called = self._name.value.decode("latin-1").lower()
        bold = bool(self._flags.value & _FORCED_BOLD) or any(word in called for word in _BOLD)
        if matrix.b == 0 and matrix.a > 0:
            return size, bold, 0
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        direction = round(angle / 90) * 90
        return size, bold, direction % 360 if abs(angle - direction) <= _TILT else -1
