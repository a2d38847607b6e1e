import pytest

from fairlab.errors import RequestError
from fairlab.learn.hyperparameter_range import HYPERPARAMETERS, Range
from fairlab.learn.spaces import SPACES, for_ratio, published, space_of

# Copied from the appendix of van der Pol (2026): name, range, step size, final value.
TABLE_18 = """
learning_rate	[0.005, 0.2]	0.005	0.085
max_depth	[5, 20]	1	12
min_child_weight	[1, 5]	1	3
subsample	[0.7, 1]	0.05	0.8
colsample_bytree	[0.7, 1.0]	0.05	0.75
gamma	[0, 0.2]	0.05	0.05
reg_alpha	[0, 2]	0.1	1.2
reg_lambda	[0, 3]	0.1	2
"""
TABLE_19 = """
learning_rate	[0.005, 0.1]	0.005	0.01
max_depth	[1, 15]	1	12
min_child_weight	[2, 5]	1	2
subsample	[0.7, 1]	0.05	0.85
colsample_bytree	[0.6, 0.9]	0.05	0.65
gamma	[0, 1.5]	0.1	1.4
scale_pos_weight	[0, 33.2759]	1	1
reg_alpha	[0, 5]	0.1	0.2
reg_lambda	[0, 5]	0.1	5
"""
TABLE_17 = """
base_score	0.91
learning_rate	0.02
max_depth	16
min_child_weight	3.0
subsample	0.9
colsample_bytree	0.85
gamma	1.4
scale_pos_weight	2.0
"""
RATIO_OF_THE_STUDY = 33.2759


def printed_rows(table):
    for line in table.strip().splitlines():
        name, bounds, step, final = line.split("\t")
        low, high = (float(end) for end in bounds.strip("[]").split(","))
        yield name, low, high, float(step), float(final)


@pytest.mark.parametrize(("name", "table"), [("table18", TABLE_18), ("table19", TABLE_19)])
def test_ranges_are_those_printed(name, table):
    space = for_ratio(SPACES[name], RATIO_OF_THE_STUDY)
    ours = [(row.name, row.low, row.high, row.step, row.start) for row in space]
    assert ours == list(printed_rows(table))


def test_the_published_values_of_table_17_are_those_printed_and_can_be_found():
    lines = [line.split("\t") for line in TABLE_17.strip().splitlines()]
    assert published("table17") == {name: float(value) for name, value in lines}
    for row in SPACES["table17"]:
        assert row.start in row.values()
        assert row.low < row.start < row.high


def test_every_published_value_of_tables_18_and_19_is_on_its_grid():
    for name in ("table18", "table19"):
        for row in for_ratio(SPACES[name], RATIO_OF_THE_STUDY):
            assert row.start in row.values(), row


@pytest.mark.parametrize(("ratio", "last"), [(33.2759, 33), (3.52, 3), (1.0, 1), (0.2, 1)])
def test_scale_pos_weight_ends_at_the_ratio_of_the_data(ratio, last):
    rows = {row.name: row for row in for_ratio(SPACES["table19"], ratio)}
    assert rows["scale_pos_weight"].values() == list(range(last + 1))


def test_a_space_is_a_name_or_rows_or_a_mapping():
    row = Range("max_depth", 2, 6, 1)
    assert space_of("table18") == SPACES["table18"]
    assert space_of([row]) == (row,)
    assert space_of({"max_depth": (2, 6, 1)}) == (row,)
    assert space_of({"max_depth": (2, 6, 1, 3)})[0].start == 3


@pytest.mark.parametrize(
    ("space", "words"),
    [
        ("table81", "No search space 'table81'. Did you mean 'table1"),
        ({"max_dept": (2, 6, 1)}, "Did you mean 'max_depth'"),
        ({"max_depth": 3}, "max_depth: write (low, high, step)"),
        ({"max_depth": (2, 6)}, "max_depth: write (low, high, step)"),
    ],
)
def test_wrong_spaces_are_refused_in_words(space, words):
    with pytest.raises(RequestError) as refused:
        space_of(space)
    assert words in str(refused.value)


def test_xgboost_knows_every_hyperparameter_that_may_be_set():
    from xgboost import XGBClassifier

    known = XGBClassifier().get_params().keys() | {"max_cat_threshold", "max_cat_to_onehot"}
    assert set(HYPERPARAMETERS) <= known
