import pandas as pd
import pytest

from fairlab.causal import TwinSettings
from fairlab.causal.learning import learning_table
from fairlab.causal.learning_again import learn_again
from tests.causal.test_effects import dataset
from tests.causal.worlds import World


@pytest.mark.slow
def test_models_of_bootstrap_samples_do_not_depend_on_how_many_are_learned_at_once():
    table = learning_table(dataset(World().people(600, 0)[0]), "person", TwinSettings())
    how = TwinSettings(replicates=2, second=None)
    rows = table.head(50)
    alone, beside = (
        [next(model.twins(rows, 1 - rows["person"])) for model in learn_again(table, how, jobs=n)]
        for n in (1, 2)
    )
    for one, other in zip(alone, beside, strict=True):
        pd.testing.assert_frame_equal(one, other)
