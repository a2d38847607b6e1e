"""The table as a whole: the same rows each time, in the study's shape, without leaks."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import roc_auc_score

from fairlab.simulator import published
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.table_rows import tables

pytestmark = pytest.mark.slow


def test_no_variable_tells_the_label(data):
    for column in data.features:
        values = data.frame[column]
        order = values.cat.codes if isinstance(values.dtype, pd.CategoricalDtype) else values
        area = roc_auc_score(data.y, order.fillna(-1))
        assert max(area, 1 - area) < 0.75, column


def test_rows_are_in_the_order_of_time_but_for_the_days_between_blocks(data):
    days = data.frame["order_time"].dt.normalize()
    assert days.is_monotonic_increasing


def test_the_parts_of_the_day_are_those_of_the_moment(data):
    moment = data.frame["order_time"].dt
    assert (moment.hour == data.frame["order_hour"]).all()
    assert (moment.day_of_week == data.frame["order_weekday"]).all()
    assert (moment.month == data.frame["order_month"]).all()


def test_one_row_is_there_twice(data):
    again = data.frame[data.frame.duplicated()]
    assert len(again) == 1
    assert again["fraud"].item() == 0
    assert data.frame["applicant_id"].nunique() == data.rows - 1


def test_empty_cells_are_the_published_share(data):
    for part in (published.TRAIN, published.TEST):
        rows = data.frame[data.frame["part"] == part.name]
        empty = rows["focumcheck_statpc4index"].isna()
        assert empty.equals(rows["focumcheck_statpc6index"].isna())
        for fraud, count in enumerate(part.no_postcode):
            due = count * len(rows) / part.rows
            assert abs((empty & (rows["fraud"] == fraud)).sum() - due) <= 0.5


def test_the_one_hot_names_say_what_the_debt_result_says(data):
    for level in ("d02", "d03", "d99"):
        is_level = data.frame["focumcheck_debtresult"] == level
        assert (data.frame[f"focumcheck_debtresult_{level}"] == is_level).all()


def test_another_size_keeps_the_first_applicants():
    few, more = (next(tables(SimulatorSettings(rows, 2))) for rows in (5_000, 6_000))
    both = few.merge(more, on="applicant_id", suffixes=("", "_more"))
    assert len(both) > 4_000
    assert np.array_equal(both["calculated_age"], both["calculated_age_more"])


def test_seeds_differ_and_a_seed_repeats(data):
    first, again, other = (next(tables(SimulatorSettings(5_000, seed))) for seed in (4, 4, 5))
    assert first.equals(again)
    assert not np.array_equal(first["calculated_age"], other["calculated_age"])


def test_another_process_draws_the_same_bits(another_process):
    from fairlab.data.sets.telecom import telecom

    code = (
        "from fairlab.data.sets.telecom import telecom\nprint(telecom(5_000, seed=9).fingerprint)"
    )
    assert another_process.said(code).strip() == telecom(5_000, seed=9).fingerprint
