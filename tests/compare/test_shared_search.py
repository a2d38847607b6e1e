"""One search for all folds is told where one seed cannot show what it adds."""

import pandas as pd

from fairlab.compare.shared_search import shared_search


def runs(search, seeds):
    return pd.DataFrame({"seed": seeds, "params.search": [search] * len(seeds)})


def test_it_is_told_of_one_seed_alone():
    assert "--search fold" in shared_search(runs("once", [0, 0]))
    assert shared_search(runs("once", [0, 1])) == ""


def test_nothing_is_told_of_another_search_or_of_older_runs():
    assert shared_search(runs("fold", [0])) == ""
    assert shared_search(pd.DataFrame({"seed": [0]})) == ""
