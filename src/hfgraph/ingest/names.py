"""Many names looked for in a text at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"(?<![\w-])\w+")
_ENDINGS = r"(?:s|et|ets|en|ens|ene|enes|a)?"
_LONGEST_SHORT = 5


class Names:
    """Finds names, the longest at each place.

    A text is read word by word and the names are kept by their first letters, so that thousands of names take hardly
    longer than one.
    """

    def __init__(self, names: Iterable[str], *, endings: bool) -> None:
        """Prepare to find names.

        Args:
            names: as written; short ones in capitals are found only so.
            endings: a noun's ending may follow, and case does not matter.
        """
        self._names: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for name in sorted(dict.fromkeys(names), key=lambda one: -len(one)):
            begin = _WORD.match(name)
            if begin:
                self._names.setdefault(begin[0][:3].lower(), []).append((name, _pattern(name, endings)))

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield name and bounds of each name in the text, the longest at each place, in order."""
        place = 0
        for word in _WORD.finditer(text) if self._names else ():
            if word.start() < place:
                continue
            for name, pattern in self._names.get(word[0][:3].lower(), ()):
                match = pattern.match(text, word.start())
                if match:
                    place = match.end()
                    yield name, match.start(), place
                    break


def _pattern(name: str, endings: bool) -> re.Pattern[str]:
    written = re.escape(name).replace(r"\ ", r"\s+").replace("–", "-")
    if not endings or (len(name) <= _LONGEST_SHORT and name.isupper()):
        return re.compile(rf"{written}(?!\w)")
    return re.compile(rf"(?i:{written}){_ENDINGS}(?!\w)")
