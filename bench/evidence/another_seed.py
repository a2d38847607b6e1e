"""How often another seed says what the band of the first one left out, by kind of search.

The usual strategies on one telecom table of 30,000 rows, all at one budget; a pair of seeds is one
repetition. What is tuned, in each fold or once per seed, has few trials, and fewer pairs.
"""

from collections.abc import Sequence
from dataclasses import replace
from tempfile import TemporaryDirectory

import pandas as pd

from bench.evidence.figures import row
from bench.evidence.recorded import decided_by, swept
from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import every_metric, usual_metrics
from fairlab.audit.statements import audit_of, changes_against
from fairlab.commands.finished import finished_runs

REPETITIONS = 3
KEY = ["strategy", "attribute", "group", "metric"]
SEARCHES = {"none": "0", "once": "5", "fold": "5"}
PAIRS_WITH_SEARCH = 1
FAMILIES = {"gaps": audit_of, "changes": changes_against}


def one_seed(data: OutOfFold, seed: int) -> BasicStatistics:
    """Count one repeat alone."""
    kept = slice(seed, seed + 1)
    alone = replace(
        data,
        folds=data.folds[kept],
        decisions={name: made[kept] for name, made in data.decisions.items()},
        scores={name: made[kept] for name, made in data.scores.items()},
    )
    return basic_statistics(alone)


def beyond_the_other(
    pair: Sequence[BasicStatistics], family: str, metrics: Sequence[str]
) -> pd.Series:
    """Give for each statement the share of the two seeds that lie beyond the band of the other."""
    one, two = (FAMILIES[family](each, "baseline", metrics=metrics) for each in pair)
    both = one.merge(two, on=KEY, suffixes=("", "_other"))
    defined = both[both["low"].notna() & both["low_other"].notna()]
    beyond = ~defined["estimate_other"].between(defined["low"], defined["high"])
    beyond_other = ~defined["estimate"].between(defined["low_other"], defined["high_other"])
    return (beyond.astype(float) + beyond_other) / 2


def of_pairs(data: OutOfFold, search: str) -> list[dict]:
    """Hold every second seed against the one before it."""
    seeds = [one_seed(data, seed) for seed in range(len(data.folds))]
    pairs = list(zip(seeds[::2], seeds[1::2], strict=True))
    made = []
    for rates, metrics in {"usual": usual_metrics(), "all": every_metric()}.items():
        for family in FAMILIES:
            shares = [beyond_the_other(pair, family, metrics) for pair in pairs]
            said = f"share of {len(shares[0])} beyond the band of the other seed"
            setting = f"telecom, 30,000 rows, search: {search}"
            of = f"{family}, {rates} rates: {said}"
            values = [share.mean() for share in shares]
            made.append(row("another seed", setting, of, values, "at most .01"))
            if len(pairs) > 1 and not any(values):
                made[-1]["error"] = 1 / sum(map(len, shares))  # of one statement more
    return made


def rows(repetitions: int) -> pd.DataFrame:
    """Sweep with each kind of search, and hold pairs of seeds against each other."""
    made = []
    for search, trials in SEARCHES.items():
        pairs = repetitions if search == "none" else min(repetitions, PAIRS_WITH_SEARCH)
        with TemporaryDirectory() as folder:
            options = ["--seeds", str(2 * pairs), "--search", search, "--trials", trials]
            ledger, runs = finished_runs("telecom", [], swept(folder, *options))
            made += of_pairs(decided_by(ledger, runs), search)
    return pd.DataFrame(made)
