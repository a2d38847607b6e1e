import pytest

from fairlab.errors import RequestError
from fairlab.learn.hyperparameter_range import CLASS_RATIO, Range


def test_values_are_the_numbers_that_a_person_would_type():
    assert Range("subsample", 0.7, 1, 0.05).values() == [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0]
    assert Range("gamma", 0, 0.3, 0.1).values() == [0.0, 0.1, 0.2, 0.3]


def test_whole_numbers_stay_whole():
    assert Range("max_depth", 5, 8, 1).values() == [5, 6, 7, 8]
    assert all(type(value) is int for value in Range("max_depth", 5.0, 8.0, 1.0).values())
    assert type(Range("min_child_weight", 0, 4, 0.5).value(2)) is float


def test_the_grid_ends_at_or_below_the_upper_end():
    assert Range("scale_pos_weight", 0, 33.2759, 1).values()[-1] == 33
    assert Range("learning_rate", 0.1, 0.35, 0.1).values() == [0.1, 0.2, 0.3]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("max_dept", 1, 5, 1), "No hyperparameter 'max_dept' to set. Did you mean 'max_depth'"),
        (("eval_metric", 1, 5, 1), "No hyperparameter 'eval_metric'"),
        (("max_depth", 5, 1, 1), "low <= high and step > 0 must hold, but got (low=5, high=1"),
        (("max_depth", 1, 5, 0), "step=0"),
        (("max_depth", 1, "five", 1), "high='five'"),
        (("gamma", 0, 1, 0.1, 0.25), "gamma: the first value 0.25 is not on the grid"),
    ],
)
def test_wrong_rows_are_refused_in_words(row, words):
    with pytest.raises(RequestError) as refused:
        Range(*row)
    assert words in str(refused.value)


def test_the_class_ratio_may_stand_for_the_upper_end():
    assert Range("scale_pos_weight", 0, CLASS_RATIO, 1).high == CLASS_RATIO
