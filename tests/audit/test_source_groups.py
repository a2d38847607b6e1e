"""Whatever can be audited, by group: with labels missing, without any, and with weights."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource


@pytest.fixture
def source():
    rng = np.random.default_rng(1)
    sex = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], 600))})
    y = pd.Series((rng.random(600) < 0.3).astype(float))
    return AuditSource("t", "", y, pd.Series(rng.random(600) < 0.2 + 0.2 * y), sex)


def of(table, kind):
    own = table[table["kind"] == kind]
    return own.set_index(["measure", "group"] if kind == "group" else "measure")["value"]


def test_with_all_labels_it_is_the_audit_of_groups(source):
    expected = audit_groups(source.y, source.decision, source.groups)
    pd.testing.assert_frame_equal(audit_source(source), expected)


def test_who_has_no_label_counts_in_who_is_flagged_alone(source):
    y = source.y.mask(np.arange(600) % 3 == 0)
    found = of(audit_source(replace(source, y=y)), "group")
    expected = source.decision.groupby(source.groups["sex"], observed=True).mean()
    assert found["selection_rate"].to_dict() == pytest.approx(expected.to_dict())
    bad = source.decision[y == 1].groupby(source.groups["sex"], observed=True).mean()
    assert found["recall"].to_dict() == pytest.approx(bad.to_dict())


def test_without_labels_nothing_is_said_of_what_happened(source):
    found = audit_source(replace(source, y=None))
    assert set(found.loc[found["kind"] == "group", "measure"]) == {
        "selection_rate",
        "approval_rate",
    }


def test_a_weight_counts_as_so_many_rows(source):
    times = np.random.default_rng(2).integers(1, 4, 600)
    rows = np.repeat(np.arange(600), times)
    longer = replace(
        source,
        y=source.y[rows].reset_index(drop=True),
        decision=source.decision[rows].reset_index(drop=True),
        groups=source.groups.iloc[rows].reset_index(drop=True),
    )
    weighted = audit_source(replace(source, weight=times / times.mean()))
    repeated = audit_source(longer)
    for kind in ("group", "attribute"):
        assert of(weighted, kind).to_dict() == pytest.approx(of(repeated, kind).to_dict())
    assert weighted["p"].isna().all()
    assert weighted.loc[weighted["kind"] == "group", "size"].max() < 600
