"""Rows of tables, whatever file they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.piece import Piece, clean

Cell = list[Piece]
"""The pieces in one cell."""


def rows(table: Iterable[list[Cell]], page: int | None) -> Iterator[Piece]:
    """Yield the rows of a table, with cells joined by tabs.

    A row with one filled cell is layout, and its pieces are what they are anywhere else. So are the pieces of a cell
    that holds a list or several paragraphs beside others.
    """
    for cells in table:
        filled = [cell for cell in cells if any(clean(piece.text) for piece in cell)]
        if len(filled) == 1:
            yield from filled[0]
            continue
        short: list[str] = []
        for cell in filled:
            if _is_body(cell):
                if short:
                    yield Piece("\t".join(short), "row" if len(short) > 1 else "", page=page)
                    short = []
                yield from cell
            else:
                short.append(
                    " ".join(clean(piece.text).replace("\n", " ").replace("\t", " ") for piece in cell).strip()
                )
        if short:
            yield Piece("\t".join(short), "row" if len(short) > 1 else "", page=page, alone=False)


def _is_body(cell: Cell) -> bool:
    """Return whether a cell holds more than a value."""
    filled = [piece for piece in cell if clean(piece.text)]
    listed = sum(piece.kind in {"item", "row"} or marks.mark(clean(piece.text)) is not None for piece in filled)
    return len(filled) > 1 and (listed > 0 or sum(len(piece.text) for piece in filled) > 400)  # noqa: PLR2004
