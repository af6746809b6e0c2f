"""What was measured, as a table with each figure's floor, naive bot and target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isinf
from statistics import median

HEAD = ("Figure", "SQLite", "PostgreSQL", "Beside it", "Naive bot", "First", "Met")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One row of the table. `beside` is the floor that it is compared with."""

    name: str
    sqlite: str
    postgresql: str
    beside: str = "-"
    naive: str = "-"
    first: str
    is_met: bool


def table(figures: Iterable[Figure]) -> str:
    """Markdown."""
    lines = [HEAD, tuple("---" for _ in HEAD)]
    lines += [
        (f.name, f.sqlite, f.postgresql, f.beside, f.naive, f.first, "yes" if f.is_met else "NO")
        for f in figures
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values do not pass."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]


def spread(values: Sequence[float], unit: str = "", *, digits: int = 1) -> str:
    """The median, and the least and the greatest in brackets."""
    shown = [_shown(v, digits) for v in (median(values), min(values), max(values))]
    if isinf(median(values)):
        unit = ""
    return f"{shown[0]}{unit} ({shown[1]} to {shown[2]})"


def milliseconds(seconds: Sequence[float], *, digits: int = 1) -> str:
    return spread([s * 1000 for s in seconds], " ms", digits=digits)


def times(values: Sequence[float], *, digits: int = 1) -> str:
    return spread(values, "x", digits=digits)


def _shown(value: float, digits: int) -> str:
    return "never" if isinf(value) else f"{value:.{digits}f}"
