"""Ctrl-C while xgboost calls back into Python: it would be taken for the end of the rows."""

import signal

import numpy as np
import pytest
from xgboost.data import SingleBatchInternalIter

from fairlab.learn import TunedXGB

CHANCE = np.random.default_rng(0)
X = CHANCE.normal(size=(200, 3))
Y = (X[:, 0] > 0).astype(int)
FEW = TunedXGB(trials=1, trees=5)


@pytest.fixture
def calls(monkeypatch):
    """Press Ctrl-C when rows are asked for the first time; give all such calls."""
    answer, found = SingleBatchInternalIter.next, []

    def pressed(self, input_data):
        if not found:
            signal.raise_signal(signal.SIGINT)
        found.append(self)
        return answer(self, input_data)

    monkeypatch.setattr(SingleBatchInternalIter, "next", pressed)
    return found


def test_it_is_answered_and_nothing_is_trained_on_what_came_so_far(calls):
    with pytest.raises(KeyboardInterrupt):
        FEW.fit(X, Y, validation=(X, Y))
    assert len(calls) > 1
