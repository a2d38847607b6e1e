import numpy as np
import pandas as pd
import pytest

from fairlab.clones import draw_clones, draw_profiles, schema_of
from fairlab.clones.from_data import refuse_unknown, with_proxies
from fairlab.data import Dataset, load
from fairlab.errors import RequestError
from tests.small import small_credit

SEXES = {"sex": ["f", "m"]}


@pytest.fixture(scope="module")
def credit():
    """A table in which the colour of the file goes with sex, and nothing else does."""
    data = small_credit(2000)
    rng = np.random.default_rng(1)
    colour = np.where(data.frame["sex"] == "f", "red", "blue")
    mixed = np.where(rng.random(2000) < 0.1, "green", colour)
    return Dataset("credit", data.frame.assign(colour=mixed), target="bad", sensitive=("sex",))


def test_a_profile_has_the_types_that_the_models_learned_from():
    data = load("taiwan")
    people = draw_profiles(schema_of(data), 300)
    assert people.dtypes.to_dict() == data.frame[list(people)].dtypes.to_dict()
    assert set(data.features) <= set(people)
    assert data.target not in people


def test_an_audited_attribute_that_is_no_feature_can_be_cloned():
    data = small_credit()
    assert "sex" not in data.features
    assert schema_of(data).known_levels("sex") == ["f", "m"]


def test_what_goes_with_the_attribute_is_found(credit):
    schema = with_proxies(schema_of(credit), credit, SEXES, [])
    strength = {name: column.strength for name, column in schema.columns.items()}
    assert strength["colour"] > 0.8
    assert max(strength["home"], strength["income"]) < 0.1


def test_a_column_that_follows_is_drawn_from_its_own_group(credit):
    schema = with_proxies(schema_of(credit), credit, SEXES, ["colour", "age"])
    frame = draw_clones(schema, SEXES, 500, follow=["colour", "age"]).frame
    seen = pd.crosstab(frame["sex"], frame["colour"])
    assert seen.loc["f", "blue"] == 0
    assert seen.loc["m", "red"] == 0
    ranks = frame.groupby("sex", observed=True)["age"].rank(pct=True).to_numpy()
    assert np.abs(ranks[::2] - ranks[1::2]).max() < 0.1


def test_too_few_rows_to_follow_are_told(credit):
    levels = {"sex": ["f", "m"], "age": [17, 79]}
    with pytest.raises(RequestError, match="only 0 rows are f, 17"):
        with_proxies(schema_of(credit), credit, levels, ["colour"])


@pytest.mark.parametrize("name", ["colur", "sex"])
def test_only_other_columns_can_follow(credit, name):
    with pytest.raises(RequestError, match=f"No column '{name}' can follow"):
        refuse_unknown(schema_of(credit), [name], SEXES)
