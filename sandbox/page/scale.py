"""The vertical scale of a chart: round steps that hold every value, and numbers in few letters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 4
ROUND = (1, 2, 2.5, 5, 10)
UNITS = ((1e9, "B"), (1e6, "M"), (1e3, "k"))


@dataclass(frozen=True)
class Scale:
    """Values from the first to the last of `ticks`, laid between `bottom` and `top`."""

    ticks: Sequence[float]
    top: float
    bottom: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(self.bottom - (value - low) / (high - low) * (self.bottom - self.top), 1)


def scale_for(values: Sequence[float], *, top: float, bottom: float) -> Scale:
    """A scale with zero on it, in steps of 1, 2, 2.5 or 5 times a power of ten."""
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    step = _round_up((high - low) / STEPS)
    first, last = math.floor(low / step), math.ceil(high / step)
    return Scale([round(n * step, 10) for n in range(first, last + 1)], top, bottom)


def number_words(value: float) -> str:
    """1200000 → "1.2M", 950 → "950", 0.25 → "0.25"."""
    for size, unit in UNITS:
        if abs(value) >= size:
            return f"{value / size:.3g}{unit}" if abs(value) < 1000 * size else f"{value:.3g}"
    return f"{value:.4g}"


def _round_up(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(each * power for each in ROUND if each * power >= step * (1 - 1e-9))
