"""How high things in a column stand: as near as can be to where they would like to, in order, without touching."""

from __future__ import annotations

from collections.abc import Sequence


def settle(wished: Sequence[float], heights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return the middle of every thing so that the squared distance from what was wished is least.

    Args:
        wished: where the middle of each would best be, in the order of the column.
        heights: of each.
        gaps: least room after each but the last.
    """
    offset = [0.0]
    for place in range(1, len(wished)):
        offset.append(offset[-1] + (heights[place - 1] + heights[place]) / 2 + gaps[place - 1])
    blocks: list[list[float]] = []  # sum and number of the wishes pooled into one block
    for wish, shift in zip(wished, offset, strict=True):
        blocks.append([wish - shift, 1.0])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, number = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += number
    found: list[float] = []
    for total, number in blocks:
        for _ in range(int(number)):
            found.append(total / number + offset[len(found)])
    return found
