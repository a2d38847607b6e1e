import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset, load
from fairlab.explore import explore
from tests.explore.strange import dated


def test_taiwan_is_told_as_it_is_known():
    found = explore(load("taiwan"))
    assert (found.rows, found.positives, found.features) == (30_000, 6636, 23)
    sex = found.attributes["SEX"].set_index("level")
    assert sex.loc["female", "rows"] == 18_112
    assert list(found.attributes) == ["SEX", "AGE", "EDUCATION", "MARRIAGE"]
    assert found.calendar == {}
    assert set(found.proxies["attribute"]) == set(found.attributes)
    assert "SEX" not in set(found.proxies["feature"][found.proxies["attribute"] == "SEX"])


def test_a_fixed_test_part_is_only_counted():
    data = dated()
    looked_at = data.frame["when"] < data.split(0).test.frame["when"].min()
    swapped = data.frame["sex"].cat.rename_categories({"f": "m", "m": "f"}).astype(str)
    changed = data.frame.assign(
        sex=data.frame["sex"].astype(str).where(looked_at, swapped),
        income=data.frame["income"].where(looked_at, 0),
    )
    found, other = explore(data), explore(Dataset(**{**_roles(data), "frame": changed}))
    assert found.rows == looked_at.sum()
    pd.testing.assert_frame_equal(found.groups, other.groups)
    pd.testing.assert_frame_equal(found.proxies, other.proxies)
    pd.testing.assert_frame_equal(found.calendar["month"], other.calendar["month"])
    assert found.classes["rows"].sum() == data.rows


def test_rows_add_up_in_every_figure():
    found = explore(dated())
    for table in (*found.calendar.values(), *found.attributes.values()):
        assert (table["rows"].sum(), table["positives"].sum()) == (found.rows, found.positives)


def test_rows_without_a_date_are_counted():
    data = dated(time=None, ignore=("when",))
    frame = data.frame.assign(when=data.frame["when"].mask(np.arange(data.rows) < 7))
    found = explore(Dataset(**{**_roles(data), "frame": frame}))
    assert found.undated == 7
    assert found.calendar["month"]["rows"].sum() == data.rows - 7


@pytest.mark.parametrize("order", [1, 2])
def test_the_order_of_rows_changes_no_count(order):
    data = dated(time=None, ignore=("when",))
    turned = Dataset(**{**_roles(data), "frame": data.frame.sample(frac=1, random_state=order)})
    found, other = explore(data), explore(turned)
    pd.testing.assert_frame_equal(found.groups, other.groups)
    pd.testing.assert_frame_equal(found.missing, other.missing)


def _roles(data):
    return {name: getattr(data, name) for name in Dataset.__dataclass_fields__}


def test_one_hot_columns_are_no_proxies_of_what_they_encode():
    data = dated()
    frame = data.frame.assign(sex_f=(data.frame["sex"] == "f").astype(int))
    found = explore(Dataset(**{**_roles(data), "frame": frame, "sensitive": ("sex_f",)}))
    assert list(found.attributes) == ["sex"]
    assert found.proxies["feature"].tolist() == ["income"]
    assert set(found.groups["attribute"]) == {"sex_f"}
