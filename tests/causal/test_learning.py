import numpy as np
import pandas as pd
import pytest

from fairlab.causal import Dag, TwinSettings
from fairlab.causal.learning import check_questions, learning_table
from fairlab.data import Dataset
from fairlab.errors import RequestError


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "sex": rng.integers(0, 2, 500),
            "street": [f"street {place % 200}" for place in range(500)],
            "part": "train",
            "bad": rng.integers(0, 2, 500),
        }
    )
    return Dataset("people", table, target="bad", sensitive=("sex",), ignore=("part",))


@pytest.mark.parametrize(
    ("effect", "said"), [("street", "200 different words"), ("part", "one value only")]
)
def test_a_mechanism_that_cannot_be_inverted_is_refused(people, effect, said):
    how = TwinSettings("given", Dag.from_edges([("sex", effect)]))
    with pytest.raises(RequestError, match=f"of '{effect}' cannot be inverted: it holds {said}"):
        check_questions(people, ["sex"], how)


def test_a_parent_of_many_words_is_no_hindrance(people):
    how = TwinSettings("given", Dag.from_edges([("street", "bad"), ("sex", "bad")]))
    check_questions(people, ["sex"], how)


def test_a_column_of_many_words_is_left_where_it_is(people):
    assert "street" not in learning_table(people, "sex", TwinSettings())


def test_what_is_asked_about_cannot_be_allowed_to_differ(people):
    with pytest.raises(RequestError, match="twins that keep it are none"):
        check_questions(people, ["sex"], TwinSettings(allowed=("sex",)))
