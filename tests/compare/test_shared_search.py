"""One search for all folds and seeds is told, since no band holds what another would find."""

import pandas as pd

from fairlab.compare.shared_search import shared_search


def test_it_is_told_of_any_number_of_seeds():
    said = shared_search(pd.DataFrame({"seed": [0, 1], "params.search": "once-for-all"}))
    assert "--search fold" in said
    assert "may have seen labels" in said


def test_nothing_is_told_of_another_search_or_of_older_runs():
    assert shared_search(pd.DataFrame({"params.search": ["fold"]})) == ""
    assert shared_search(pd.DataFrame({"seed": [0]})) == ""
