"""Where scores tie a run says that its budget is not used; elsewhere it says nothing of it."""

import numpy as np
import pandas as pd
import pytest

from fairlab.experiment.unused_budget import unused_budget


def flagged_from(score, cut):
    return pd.DataFrame(
        {"fold": np.arange(len(score)) % 5, "score": score, "flagged": score >= cut}
    )


def test_a_block_of_ties_that_would_use_the_budget_is_told():
    score = np.where(np.arange(500) < 5, 0.9, 0.4)
    assert unused_budget("0.2", flagged_from(score, 0.5)) == (
        "It flags 0.01 of people where it may flag about 0.2: 99 of a fold tie, "
        "and none of them is flagged."
    )


@pytest.mark.parametrize(("budget", "cut"), [("0.2", 0.8), ("0.2", 0.99), ("FP=1,FN=9", 2)])
def test_nothing_is_said_where_the_budget_is_used_or_nothing_ties(budget, cut):
    assert unused_budget(budget, flagged_from(np.linspace(0, 1, 500), cut)) == ""
