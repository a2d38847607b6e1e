"""How often the monitor cries wolf, and how late it is, by simulation at the border.

    python -m bench.monitor_evidence [--worlds N]

Differences of exactly .05 do not matter, so that each alarm about them is a false one. The tables
go into docs/evidence.md.
"""

import argparse
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from bench.pages import as_markdown
from fairlab.stats.block_e_process import e_process
from fairlab.stats.gap_confidence_sequence import gap_bands

DELTA, LOOKS, LEVEL = 0.05, 120, 0.05
MANY = 45  # nine attributes, five measures
KNOWN = ((0.5, 1.0), (0.02, 0.9))  # shares of labels that come in time, by group
Drawn = tuple[np.ndarray, np.ndarray, np.ndarray]  # hits, rows and rates: worlds, months, groups
Z, Z_OF_LEVEL = "monthly z test", 1.96


def constant(size: tuple[int, ...], rates: tuple[float, ...]) -> Callable:
    """Draw the same numbers of people each month, with the same rates."""

    def draw(worlds: int, rng: np.random.Generator) -> Drawn:
        rows = np.broadcast_to(np.array(size), (worlds, LOOKS, len(size)))
        return _drawn(rows, np.broadcast_to(np.array(rates), rows.shape), rng)

    return draw


def few_positives(worlds: int, rng: np.random.Generator) -> Drawn:
    """Draw the recall of 1 % of 3,000 people a month, of whom a third are in the smaller group."""
    rows = rng.binomial(np.broadcast_to([2000, 1000], (worlds, LOOKS, 2)), 0.01)
    return _drawn(rows, np.broadcast_to([0.40, 0.45], rows.shape), rng)


def missing_labels(worlds: int, rng: np.random.Generator) -> Drawn:
    """Draw labels of which a part never comes, more in one group, and some months nearly none."""
    known = np.stack([rng.uniform(*ends, (worlds, LOOKS)) for ends in KNOWN], axis=-1)
    rows = rng.binomial(np.broadcast_to([300, 200], known.shape), known)
    return _drawn(rows, np.broadcast_to([0.30, 0.35], rows.shape), rng)


def uneven_batches(worlds: int, rng: np.random.Generator) -> Drawn:
    """Draw batches of 10 to 100,000 people."""
    size = 10 ** rng.uniform(1, 5, (worlds, LOOKS, 1))
    rows = rng.binomial(size.astype(int), [[[0.7, 0.3]]])
    return _drawn(rows, np.broadcast_to([0.05, 0.10], rows.shape), rng)


def seasons(worlds: int, rng: np.random.Generator) -> Drawn:
    """Draw rates that rise and fall, with a difference of .05 now to one side, now to the other."""
    month = np.arange(LOOKS)
    low = 0.1 + 0.05 * np.sin(month / 6) + 0.03 * rng.random((worlds, LOOKS))
    turned = (rng.random((worlds, 1)) < 0.5) ^ (month // 30 % 2 == 1)
    rates = np.stack([low + DELTA * turned, low + DELTA * ~turned], axis=-1)
    return _drawn(np.broadcast_to([800, 500], rates.shape), rates, rng)


def _drawn(rows: np.ndarray, rates: np.ndarray, rng: np.random.Generator) -> Drawn:
    return rng.binomial(rows, rates), rows, rates


SCENES: dict[str, Callable[[int, np.random.Generator], Drawn]] = {
    "2 groups of 1,000, .05 and .10": constant((1000, 1000), (0.05, 0.10)),
    "5 groups of 100 to 1,000, four at .05 and one at .10": constant(
        (1000, 600, 300, 200, 100), (0.05, 0.05, 0.10, 0.05, 0.05)
    ),
    "recall of 1 % positives, 20 and 10 a month": few_positives,
    "late and missing labels": missing_labels,
    "batches of 10 to 100,000": uneven_batches,
    "rates that change, sides that change": seasons,
}


def log_e_of(hits: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Give the evidence on an attribute; of more groups the mean over each against the others."""
    if hits.shape[-1] == 2:
        return e_process(hits, rows, np.full(len(hits), DELTA)).log_e
    found = []
    for group in range(hits.shape[-1]):
        pair = [
            np.stack([one[..., group], one.sum(axis=-1) - one[..., group]], axis=-1)
            for one in (hits, rows)
        ]
        found.append(log_e_of(*pair))
    return np.logaddexp.reduce(found, axis=0) - np.log(len(found))


def false_alarms(worlds: int) -> Iterator[dict]:
    """Count alarms at the border, and bands that ever miss."""
    for seed, (name, draw) in enumerate(SCENES.items()):
        hits, rows, rates = draw(worlds, np.random.default_rng(seed))
        alarmed = log_e_of(hits, rows).max(axis=1) >= np.log(1 / LEVEL)
        row = {"months": name, "false alarms": alarmed.mean(), "error": error(alarmed)}
        if hits.shape[-1] == 2:
            bands = gap_bands(hits, rows, np.full(worlds, LEVEL))
            weight = rows[..., 0] * rows[..., 1] / np.maximum(rows.sum(axis=-1), 1)
            mass = np.maximum(weight.cumsum(axis=1), 1e-9)
            truth = (weight * (rates[..., 0] - rates[..., 1])).cumsum(axis=1) / mass
            missed = ((truth < bands.low - 1e-12) | (truth > bands.high + 1e-12)).any(axis=1)
            row |= {"bands that ever miss": missed.mean()}
        found = tests_by_z(hits, rows)[0] if hits.shape[-1] == 2 else None
        row |= {Z: np.nan if found is None else (found.max(axis=1) > Z_OF_LEVEL).mean()}
        yield row


def error(alarmed: np.ndarray) -> float:
    """Give the Monte Carlo error of a share; of none that of one."""
    share = max(alarmed.mean(), 1 / len(alarmed))
    return float(np.sqrt(share * (1 - share) / len(alarmed)))


def family(worlds: int) -> dict:
    """Count processes of 45 statements with any alarm, all of them at the border."""
    rng, any_alarm = np.random.default_rng(99), []
    for _ in range(max(worlds // 2, 4)):
        hits, rows, _ = constant((600, 400), (0.15, 0.10))(MANY, rng)
        any_alarm.append(log_e_of(hits, rows).max() >= np.log(MANY / LEVEL))
    alarmed = np.array(any_alarm)
    return {"months": f"any of {MANY} at the border", "false alarms": alarmed.mean(),
            "error": error(alarmed)}  # fmt: skip


def tests_by_z(hits: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the z statistics of |difference| <= .05, of each month and of all months so far."""
    return _z(hits, rows), _z(hits.cumsum(axis=1), rows.cumsum(axis=1))


def _z(hits: np.ndarray, rows: np.ndarray, delta: float = DELTA) -> np.ndarray:
    rates = (hits + 0.5) / (rows + 1)
    spread = np.sqrt((rates * (1 - rates) / (rows + 1)).sum(axis=-1))
    return (np.abs(rates[..., 0] - rates[..., 1]) - delta) / spread


def delays(worlds: int) -> Iterator[dict]:
    """Tell how many months a difference goes unnoticed, beside z tests with as few false alarms."""
    size, rng = (1000, 1000), np.random.default_rng(7)
    border = constant(size, (0.05, 0.10))(worlds, rng)
    share = max((log_e_of(*border[:2]).max(axis=1) >= np.log(1 / LEVEL)).mean(), 1 / worlds)
    limits = [np.quantile(one.max(axis=1), 1 - share) for one in tests_by_z(*border[:2])]
    for begin in (0, 19):
        for rate in (0.125, 0.15, 0.20):
            rates = np.where(np.arange(LOOKS)[:, None] < begin, [0.05, 0.05], [0.05, rate])
            rows = np.broadcast_to(size, (worlds // 2, LOOKS, 2))
            hits = rng.binomial(rows, np.broadcast_to(rates, rows.shape))
            monthly, cumulative = tests_by_z(hits, rows)
            yield {
                "gap": f"{rate - 0.05:.3g}",
                "begins in month": begin + 1,
                "monitor": delay(log_e_of(hits, rows), np.log(1 / LEVEL), begin),
                "monitor, 45 statements": delay(log_e_of(hits, rows), np.log(MANY / LEVEL), begin),
                "monthly z, as few false alarms": delay(monthly, limits[0], begin),
                "cumulative z, as few": delay(cumulative, limits[1], begin),
                f"monthly z > {Z_OF_LEVEL}": delay(monthly, Z_OF_LEVEL, begin),
            }


def delay(evidence: np.ndarray, limit: float, begin: int) -> str:
    """Give the median number of months until the alarm, and where 90 of 100 have alarmed."""
    there = evidence[:, begin:] >= limit
    months = np.where(there.any(axis=1), there.argmax(axis=1) + 1, np.inf)
    middle, late = (np.quantile(months, q, method="higher") for q in (0.5, 0.9))
    return (
        f"{middle:.0f} (90 %: {late:.0f})" if np.isfinite(late) else f"{middle:.0f} (90 %: never)"
    )


def nothing_to_find(worlds: int) -> Iterator[dict]:
    """Look 36 times at two equal groups, which is far from the border."""
    hits, rows, _ = constant((1000, 1000), (0.10, 0.10))(worlds, np.random.default_rng(3))
    hits, rows = hits[:, :36], rows[:, :36]
    naive = _z(hits, rows, 0.0), _z(hits.cumsum(axis=1), rows.cumsum(axis=1), 0.0)
    low, high = (np.sort(hits / rows, axis=-1)[..., at] for at in (0, 1))
    found = {
        "monitor": log_e_of(hits, rows) >= np.log(1 / LEVEL),
        "monthly z test of no difference": naive[0] > Z_OF_LEVEL,
        "cumulative z test of no difference": naive[1] > Z_OF_LEVEL,
        "four fifths": low / high < 0.8,
    }
    for name, alarms in found.items():
        alarmed = alarms.any(axis=1)
        yield {"rule": name, "worlds with an alarm": alarmed.mean(), "error": error(alarmed)}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.monitor_evidence", description=__doc__)
    parser.add_argument("--worlds", type=int, default=500)
    worlds = parser.parse_args().worlds
    print(as_markdown(pd.DataFrame([*false_alarms(worlds), family(worlds)])), flush=True)
    print(as_markdown(pd.DataFrame(delays(worlds))), flush=True)
    print(as_markdown(pd.DataFrame(nothing_to_find(worlds))))


if __name__ == "__main__":
    main()
