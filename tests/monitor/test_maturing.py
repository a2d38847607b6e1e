"""What is told of the labels of a cohort."""

from fairlab.monitor import maturing


def told(**groups):
    return list(maturing._about_known("May", {"groups": {"sex": groups}, "scored": {}}, [
        sum(cells) for cells in zip(*groups.values(), strict=True)
    ]))  # fmt: skip


def test_a_group_whose_labels_lack_is_named():
    one, other = [80, 10, 5, 5, 0, 0], [40, 5, 3, 2, 45, 5]
    said = told(f=one, m=other)
    assert said[0] == "May: 75% of 200 labels are known; others are left out."
    assert said[1].startswith("May: labels are known of 100% of `sex` f and of 50% of m: rates may")
    assert len(said) == 2
    assert told(f=one, m=one) == []


def test_labels_that_lack_by_decision_are_told():
    few = [400, 5, 50, 5, 0, 90]
    said = told(f=few, m=few)
    assert "labels are known of 10% of who was flagged and of 100% of who was approved" in said[1]
