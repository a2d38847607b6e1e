import pandas as pd
import pytest

from fairlab.data.sets.telecom import POSTCODE_INDICES, STUDY_BALANCED, telecom


def test_roles_are_those_of_the_study():
    data = telecom(rows=5_000, seed=2)
    assert len(data.features) == 87
    assert data.sensitive == (
        "calculated_countrycode_nld", "calculated_age", "gender", "focumcheck_statpc4index",
        "focumcheck_statpc5index", "focumcheck_statpc6index", "focumcheck_debtresult_d02",
        "focumcheck_debtresult_d03", "focumcheck_debtresult_d99",
    )  # fmt: skip
    assert "gender" not in data.features
    assert "focumcheck_debtresult" in data.features
    assert data.balanced == ("calculated_countrycode_nld", "calculated_age")
    assert set(STUDY_BALANCED) - set(data.balanced) == set(POSTCODE_INDICES)
    assert set(data.ignore) == {"applicant_id", "order_time", "simulation"}


def test_the_test_part_is_later():
    data = telecom(rows=5_000, seed=2)
    split = data.split(0)
    assert split.test.rows == round(5_000 * 43_287 / 536_243)
    assert split.test.frame["order_time"].min() >= pd.Timestamp("2025-04-01")
    assert split.train.frame["order_time"].max() < pd.Timestamp("2025-04-01")


@pytest.mark.slow
def test_the_usual_size():
    data = telecom()
    assert (data.rows, data.positives) == (30_000, 867)


def test_the_graph_tells_what_causes_what():
    graph = telecom.graph()
    assert ("household_income", "focumcheck_statpc4index") in graph.edges
    assert "household_income" in graph.hidden
    assert "fraud" in graph.descendants("calculated_countrycode_nld")
    assert "calculated_age" not in graph.descendants("calculated_countrycode_nld")
    assert graph.descendants("order_language_score") == []
