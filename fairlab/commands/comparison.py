"""Strategies side by side, as a person sees them after a sweep and in ``fairlab compare``."""

import pandas as pd
from rich.console import Console

from fairlab.compare.comparison_table import (
    comparison_table,
    discovery_sentence,
    verdict_sentence,
)
from fairlab.compare.mixed_versions import mixed_versions
from fairlab.compare.paired_seeds import compare
from fairlab.compare.seeds_needed import power_sentence, seeds_needed
from fairlab.compare.select import (
    above_noise,
    compared_metrics,
    few_caught,
    overlap_of,
    uneven_search,
)

ONE_TEST_SET = (
    "All seeds share one test set: real means real on these rows; other rows would vary more."
)


def show_comparison(
    runs: pd.DataFrame, dataset: str, console: Console, every: bool = False
) -> pd.DataFrame:
    """Print strategies side by side and say which differences are real.

    Parameters
    ----------
    runs : DataFrame
        Finished runs of one setting per strategy.
    dataset : str
        For the title.
    console : Console
    every : bool
        Whether metrics that the study does not compare are shown too.

    Returns
    -------
    DataFrame
        What was printed, as ``compare`` returns it.
    """
    overlap = overlap_of(runs)
    table = compare(compared_metrics(runs, every), overlap=overlap)
    seeds = runs["seed"].nunique()
    test = "corrected resampled t (Nadeau and Bengio)" if overlap else "paired t, one test set"
    title = f"{dataset}: {seeds} seed{'s' * (seeds != 1)}, {test}"
    console.print(comparison_table(table, title, above_noise(runs)))
    said = [
        verdict_sentence(table),
        discovery_sentence(table),
        power_sentence(seeds_needed(table, overlap), more_seeds(seeds)),
        "" if overlap else ONE_TEST_SET,
        few_caught(runs),
        uneven_search(runs),
        mixed_versions(runs),
    ]
    for sentence in filter(None, said):
        console.print(sentence, highlight=False, markup=False)
    return table


def more_seeds(seeds: int) -> int:
    """Propose a larger number of seeds.

    Examples
    --------
    >>> more_seeds(3), more_seeds(10)
    (10, 20)
    """
    return max(10, 2 * seeds)
