import numpy as np
import pytest

from fairlab.data.sets.telecom import telecom
from fairlab.errors import RequestError

pytestmark = pytest.mark.slow

COUNTRY, SCORE = "calculated_countrycode_nld", "focumcheck_creditscore"


def _changed(data, other) -> set[str]:
    return {c for c in data.frame if c != "simulation" and not other.frame[c].equals(data.frame[c])}


def test_label_bias_marks_its_share_of_the_innocent_of_one_group(data):
    biased = telecom(rows=24_000, seed=3, label_bias=0.2)
    assert _changed(data, biased) == {"fraud"}
    innocent = (data.frame["fraud"] == 0) & (data.frame[COUNTRY] == 0)
    blamed = biased.frame["fraud"] > data.frame["fraud"]
    assert not blamed[~innocent].any()
    # Within four standard errors.
    assert blamed[innocent].mean() == pytest.approx(0.2, abs=4 * 0.4 / np.sqrt(innocent.sum()))


def test_measurement_bias_lowers_one_groups_score_by_its_size(data):
    biased = telecom(rows=24_000, seed=3, measurement_bias=0.5)
    assert _changed(data, biased) == {SCORE}
    shift = data.frame[SCORE] - biased.frame[SCORE]
    assert (shift == np.where(data.frame[COUNTRY] == 0, 35, 0)).all()
    assert data.frame[SCORE].std() == pytest.approx(70, rel=0.05)


def test_proxy_correlates_as_much_as_it_says(data):
    biased = telecom(rows=24_000, seed=3, proxy=0.6)
    assert _changed(data, biased) == {"order_language_score"}
    for table, size in ((data, 0), (biased, 0.6)):
        pair = table.frame[["order_language_score", COUNTRY]].corr().iloc[0, 1]
        assert pair == pytest.approx(size, abs=0.02)
    assert biased.frame["order_language_score"].std() == pytest.approx(1, abs=0.02)


def test_selection_turns_away_its_share_of_one_group(data):
    picky = telecom(rows=24_000, seed=3, selection=0.4)
    assert picky.rows == data.rows
    share = (data.frame[COUNTRY] == 0).mean()
    left = (picky.frame[COUNTRY] == 0).mean()
    assert left == pytest.approx(0.6 * share / (1 - 0.4 * share), abs=0.006)


def test_selection_spares_all_others_and_changes_nobody(data):
    picky = telecom(rows=24_000, seed=3, selection=0.4)
    both = data.frame.drop_duplicates().merge(
        picky.frame.drop_duplicates(), on="applicant_id", suffixes=("", "_picky")
    )
    gone = data.frame[~data.frame["applicant_id"].isin(both["applicant_id"])]
    assert (gone[COUNTRY] == 0).all()
    for column in ("calculated_age", SCORE, "customer_reminders", "fraud"):
        assert (both[column] == both[f"{column}_picky"]).all()


def test_selection_takes_the_poorest_signs(data):
    picky = telecom(rows=24_000, seed=3, selection=0.4)
    group = data.frame[COUNTRY] == 0
    stays = data.frame["applicant_id"].isin(picky.frame["applicant_id"])
    mean = data.frame[SCORE].groupby(stays[group]).mean()
    assert mean[True] - mean[False] > 30


def test_knobs_at_zero_are_no_knobs(data):
    zero = telecom(rows=24_000, seed=3, label_bias=0.0, selection=0.0)
    assert zero.fingerprint == data.fingerprint


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"rows": 100}, "at least 5,000, but got 100"),
        ({"seed": -1}, "seed must be 0 or more"),
        ({"proxy": 1.2}, "proxy must be from 0 to 1, but got 1.2"),
        ({"label_bias": -0.1}, "label_bias must be from 0 to 1"),
    ],
)
def test_impossible_settings_are_refused(wrong, says):
    with pytest.raises(RequestError, match=says):
        telecom(**wrong)
