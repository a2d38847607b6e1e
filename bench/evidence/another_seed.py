"""How often another seed says what the band of the first one left out, by kind of search.

The usual strategies on one telecom table of 30,000 rows, all at one budget; a pair of seeds is one
repetition. What is tuned in each fold has few trials, and fewer pairs; of one search for all seeds
see ``one_search``.
"""

from collections.abc import Sequence
from dataclasses import replace
from tempfile import TemporaryDirectory

import pandas as pd

from bench.evidence.figures import row
from bench.evidence.recorded import decided_in, swept
from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import every_metric, usual_metrics
from fairlab.audit.statements import audit_of, changes_against

REPETITIONS = 3
KEY = ["strategy", "attribute", "group", "metric"]
SEARCHES = {"none": "0", "fold": "5"}
SETTING = "telecom, 30,000 rows, search: {}"
PAIRS_WITH_SEARCH = 1
FAMILIES = {"gaps": audit_of, "changes": changes_against}
Pair = tuple[BasicStatistics, BasicStatistics]


def some_seeds(data: OutOfFold, first: int, count: int = 1) -> BasicStatistics:
    """Count some repeats alone."""
    kept = slice(first, first + count)
    alone = replace(
        data,
        folds=data.folds[kept],
        decisions={name: made[kept] for name, made in data.decisions.items()},
        scores={name: made[kept] for name, made in data.scores.items()},
    )
    return basic_statistics(alone)


def beyond_the_other(pair: Pair, family: str, metrics: Sequence[str]) -> pd.Series:
    """Give for each statement the share of the two seeds that lie beyond the band of the other."""
    one, two = (FAMILIES[family](each, "baseline", metrics=metrics) for each in pair)
    both = one.merge(two, on=KEY, suffixes=("", "_other"))
    defined = both[both["low"].notna() & both["low_other"].notna()]
    beyond = ~defined["estimate_other"].between(defined["low"], defined["high"])
    beyond_other = ~defined["estimate"].between(defined["low_other"], defined["high_other"])
    return (beyond.astype(float) + beyond_other) / 2


def by_twos(data: OutOfFold, count: int = 1) -> list[Pair]:
    """Pair so many seeds with so many after them, each seed in one pair."""
    starts = range(0, len(data.folds) - 2 * count + 1, 2 * count)
    return [(some_seeds(data, at, count), some_seeds(data, at + count, count)) for at in starts]


def of_pairs(pairs: Sequence[Pair], of: str, setting: str, asked: str = "") -> list[dict]:
    """Hold the two of each pair against each other."""
    made = []
    for rates, metrics in {"usual": usual_metrics(), "all": every_metric()}.items():
        for family in FAMILIES:
            shares = [beyond_the_other(pair, family, metrics) for pair in pairs]
            said = f"share of {len(shares[0])} beyond the band of the other seed"
            values = [share.mean() for share in shares]
            made.append(row(of, setting, f"{family}, {rates} rates: {said}", values, asked))
            if len(pairs) > 1 and not any(values):
                made[-1]["error"] = 1 / sum(map(len, shares))  # of one statement more
    return made


def rows(repetitions: int) -> pd.DataFrame:
    """Sweep with each kind of search, and hold pairs of seeds against each other."""
    made = []
    for search, trials in SEARCHES.items():
        count = repetitions if search == "none" else min(repetitions, PAIRS_WITH_SEARCH)
        with TemporaryDirectory() as folder:
            options = ["--seeds", str(2 * count), "--search", search, "--trials", trials]
            pairs = by_twos(decided_in(swept(folder, *options)))
        made += of_pairs(pairs, "another seed", SETTING.format(search), "at most .01")
    return pd.DataFrame(made)
