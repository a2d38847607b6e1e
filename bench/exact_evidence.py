"""How often exact and score intervals of a difference hold the truth, by enumeration of all tables.

    python -m bench.exact_evidence [--other ROWS ...]

Nothing is drawn: of a group of 1 to 25 rows beside a large one every table counts by its chance.
The table goes into docs/evidence.md.
"""

import argparse
from collections.abc import Callable

import numpy as np
import pandas as pd
from scipy.stats import binom

from bench.pages import as_markdown
from fairlab.stats.exact_difference import exact_difference
from fairlab.stats.score_interval import score_interval

LEVEL = 0.95
SIZES = (1, 5, 10, 15, 25)
RATES = np.r_[0.003, 0.01, 0.02, np.linspace(0.05, 0.95, 46), 0.99]
OTHER_RATES = (0.02, 0.1, 0.4)
UNSEEN = 1e-5  # the chance of each tail of tables that are not looked at; they count as held

Ends = Callable[[int, int, int, int], tuple[float, float]]


def exact(*table: int) -> tuple[float, float]:
    found = exact_difference(*table, level=LEVEL)
    return found.low, found.high


def score(*table: int) -> tuple[float, float]:
    return score_interval(*table, level=LEVEL)


def coverage(ends_of: Ends, size: int, other: int) -> tuple[float, float]:
    """Give the smallest coverage over pairs of rates, and the mean width."""
    hits = np.arange(size + 1)
    tails = [binom.ppf([UNSEEN, 1 - UNSEEN], other, rate).astype(int) for rate in OTHER_RATES]
    seen = np.unique(np.concatenate([np.arange(low, high + 1) for low, high in tails]))
    ends = np.array([[ends_of(int(x), size, int(y), other) for y in seen] for x in hits])
    held = [
        1
        - _missed(
            ends, first - second, binom.pmf(hits, size, first), binom.pmf(seen, other, second)
        )
        for first in RATES
        for second in OTHER_RATES
    ]
    return min(held), float(np.ptp(ends, axis=2).mean())


def _missed(ends: np.ndarray, truth: float, of_first: np.ndarray, of_other: np.ndarray) -> float:
    outside = (truth < ends[..., 0]) | (truth > ends[..., 1])
    return float(of_first @ outside @ of_other)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.exact_evidence", description=__doc__)
    parser.add_argument("--other", type=int, nargs="+", default=[100, 1000])
    rows = []
    for other in parser.parse_args().other:
        for size in SIZES:
            row: dict[str, object] = {"rows": f"{size} and {other:,}"}
            for name, ends_of in (("exact", exact), ("score", score)):
                least, width = coverage(ends_of, size, other)
                row |= {f"{name}: least coverage": f"{least:.4f}", f"{name}: width": f"{width:.3f}"}
            rows.append(row)
    print(as_markdown(pd.DataFrame(rows)))


if __name__ == "__main__":
    main()
