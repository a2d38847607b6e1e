import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest
from sklearn.tree import DecisionTreeClassifier

from fairlab.data.sets.loans import AS_PUBLISHED, loans
from fairlab.errors import DataError, RequestError

ROWS = 20_000


@pytest.fixture(scope="module")
def published():
    """The loop of the article, as it is printed there."""
    rng = np.random.RandomState(42)
    genders = rng.choice(["Male", "Female"], 1000)
    incomes = rng.randint(30000, 120000, 1000)
    approvals = []
    for gender, income in zip(genders, incomes, strict=True):
        if gender == "Male":
            approvals.append(1)
        else:
            approvals.append(1 if income > 80000 else 0)
    return pd.DataFrame({"Gender": genders, "Income": incomes, "Approved": approvals})


def test_the_default_is_the_published_table_row_by_row(published):
    frame = loans().frame
    assert list(frame.columns) == ["Gender", "Income", "Approved"]
    for column in frame:
        assert frame[column].tolist() == published[column].tolist()


def test_a_tree_learned_from_it_decides_about_the_published_clones_as_printed():
    frame = loans().frame
    coded = pd.DataFrame({"Gender": frame["Gender"] == "Male", "Income": frame["Income"]})
    tree = DecisionTreeClassifier(max_depth=3, random_state=42).fit(coded, frame["Approved"])
    clones = pd.DataFrame(
        [(male, income) for income in (44815, 47436, 58194) for male in (True, False)],
        columns=["Gender", "Income"],
    )
    assert tree.predict(clones).tolist() == [1, 0, 1, 0, 1, 0]


def test_the_bad_event_is_to_be_refused():
    data = loans()
    assert data.positives == (data.frame["Approved"] == 0).sum()
    assert set(data.frame.loc[data.y == 1, "Gender"]) == {"Female"}


def approvals(data, attribute, level):
    chosen = data.frame.loc[data.frame[attribute] == level, "Approved"]
    return int(chosen.sum()), len(chosen)


@pytest.mark.parametrize("chance", [0.0, 0.4])
@pytest.mark.parametrize("seed", [0, 1])
def test_every_group_is_approved_as_planted_within_binomial_limits(seed, chance):
    effects, refused = {"Gender": 0.25, "Dutch_ID": 0.1, "Town": 0.0}, 0.05
    data = loans(ROWS, seed, effects, refused, chance)
    for attribute, effect in effects.items():
        names = ("Female", "Male") if attribute == "Gender" else ("disfavoured", "favoured")
        others = sum(effects.values()) - effect
        best = 1 - refused - others / 2
        for level, expected in zip(names, (best - effect, best), strict=True):
            approved, rows = approvals(data, attribute, level)
            assert binomtest(approved, rows, expected).pvalue > 1e-4, (attribute, level)


def test_an_effect_is_the_same_whatever_the_other_attributes_are():
    data = loans(ROWS, 0, {"Gender": 0.25, "Dutch_ID": 0.1}, refused=0.05)
    for other, extra in (("favoured", 0.0), ("disfavoured", 0.1)):
        frame = data.frame[data.frame["Dutch_ID"] == other]
        for level, effect in (("Male", 0.0), ("Female", 0.25)):
            chosen = frame.loc[frame["Gender"] == level, "Approved"]
            expected = 1 - 0.05 - extra - effect
            assert binomtest(int(chosen.sum()), len(chosen), expected).pvalue > 1e-4


def test_without_an_effect_no_group_is_approved_less_often_than_another():
    data = loans(ROWS, 0, {"Gender": 0.0}, refused=0.3, chance=0.2)
    for level in ("Female", "Male"):
        assert binomtest(*approvals(data, "Gender", level), 0.7).pvalue > 1e-4


def test_the_share_that_is_judged_by_chance_is_as_asked():
    frame = loans(ROWS, 0, {"Gender": 0.0}, refused=0.3, chance=0.2).frame
    as_income_says = (frame["Income"] >= 30_000 + 27_000) == (frame["Approved"] == 1)
    expected = 1 - 0.2 * (0.3 * 0.7 + 0.7 * 0.3)
    assert binomtest(int(as_income_says.sum()), ROWS, expected).pvalue > 1e-4


def test_a_label_that_the_income_tells_with_certainty_is_refused_as_a_leak():
    with pytest.raises(DataError, match="`Income` alone tells"):
        loans(effects={"Gender": 0.0}, refused=0.3)


def test_another_attribute_changes_neither_the_first_nor_the_incomes():
    alone, both = loans().frame, loans(effects={**AS_PUBLISHED, "Town": 0.0}).frame
    pd.testing.assert_frame_equal(alone, both.drop(columns="Town"))


def test_the_same_seed_gives_the_same_bits():
    assert loans(200, 7).fingerprint == loans(200, 7).fingerprint
    assert loans(200, 7).fingerprint != loans(200, 8).fingerprint


@pytest.mark.parametrize(
    ("effects", "refused", "said"),
    [
        ({}, 0.1, "at least one attribute"),
        ({"Income": 0.1}, 0.1, "Income"),
        ({"Gender": -0.1}, 0.5, "Gender must be from 0 to 1"),
        ({"Gender": 0.1}, float("nan"), "refused must be from 0 to 1"),
        ({"Gender": 0.0}, 0.0, "sum to more than 0"),
        ({"Gender": 0.6, "Town": 0.6}, 0.0, "1.2"),
    ],
)
def test_impossible_effects_are_refused(effects, refused, said):
    with pytest.raises(RequestError, match=said):
        loans(effects=effects, refused=refused)
