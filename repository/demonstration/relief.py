"""Contour lines of an invented landscape, by arithmetic that is exact on every machine.

Only sums, products, quotients: no exponential and no sine, whose last digit differs between
mathematical libraries.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

Point = tuple[float, float]
Segment = tuple[Point, Point]
Grid = list[list[float]]


def landscape(columns: int, rows: int, step: int, seed: int) -> Grid:
    """Heights on a grid of `step` pixels, from about 0 to about 1."""
    chance = random.Random(seed)  # noqa: S311 - a landscape, not a secret
    width, height = columns * step, rows * step
    hills = [
        (
            chance.uniform(-0.1, 1.1) * width,
            chance.uniform(-0.1, 1.1) * height,
            chance.uniform(0.16, 0.38) * width,
            chance.uniform(-0.5, 1.0),
        )
        for _ in range(9)
    ]
    return [
        [_height(column * step, row * step, hills) for column in range(columns + 1)]
        for row in range(rows + 1)
    ]


def _height(x: float, y: float, hills: list[tuple[float, float, float, float]]) -> float:
    total = 0.0
    for hill_x, hill_y, spread, top in hills:
        away = ((x - hill_x) * (x - hill_x) + (y - hill_y) * (y - hill_y)) / (spread * spread)
        total += top / ((1 + away) * (1 + away))
    return total


def contour_segments(grid: Grid, step: int, interval: float) -> Iterator[tuple[int, Segment]]:
    """(number of the level, line across one cell), by marching squares."""
    for row in range(len(grid) - 1):
        for column in range(len(grid[0]) - 1):
            corners = (
                grid[row][column],
                grid[row][column + 1],
                grid[row + 1][column + 1],
                grid[row + 1][column],
            )
            lowest, highest = min(corners), max(corners)
            level = int(lowest // interval) + 1
            while level * interval < highest:
                yield from _across(corners, column * step, row * step, step, level, interval)
                level += 1


def _across(
    corners: tuple[float, float, float, float],
    x: int,
    y: int,
    step: int,
    level: int,
    interval: float,
) -> Iterator[tuple[int, Segment]]:
    places = ((x, y), (x + step, y), (x + step, y + step), (x, y + step))
    height = level * interval
    crossings = []
    for here in range(4):
        there = (here + 1) % 4
        a, b = corners[here], corners[there]
        if (a < height) != (b < height):
            share = (height - a) / (b - a)
            crossings.append(
                (
                    places[here][0] + share * (places[there][0] - places[here][0]),
                    places[here][1] + share * (places[there][1] - places[here][1]),
                )
            )
    for first, second in zip(crossings[::2], crossings[1::2], strict=True):
        yield level, (first, second)
