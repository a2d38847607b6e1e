import pytest

from fairlab.audit.metric_names import metric_word
from fairlab.errors import RequestError
from fairlab.gate.limits import Limit, read_limits

KNOWN = ["fair.sex/recall_parity", "test/auprc", "time/total_s"]


def test_limits_are_read_with_the_side_that_they_guard():
    limits = read_limits(["fair.sex/recall_parity=0.2"], ["test/auprc=.15"], KNOWN)
    assert limits == (
        Limit("fair.sex/recall_parity", 0.2, most=True),
        Limit("test/auprc", 0.15, most=False),
    )


@pytest.mark.parametrize(
    ("most", "least", "words"),
    [
        ([], [], "There is no limit"),
        (["fair.sex/recall_party=0.2"], [], "Did you mean 'fair.sex/recall_parity'"),
        (["test/auprc"], [], "is no limit"),
        (["=0.2"], [], "is no limit"),
        (["test/auprc=many"], [], "is no limit"),
        (["test/auprc=nan"], [], "is no limit"),
        (["fair.sex/recall_parity=20"], [], "fair.sex/recall_parity=0.2"),
        (["test/auprc=0.2", "test/auprc=0.3"], [], "Two limits on test/auprc"),
        (["test/auprc=0.2"], ["test/auprc=0.3"], "they contradict"),
    ],
)
def test_what_makes_no_sense_is_told(most, least, words):
    with pytest.raises(RequestError, match=words) as error:
        read_limits(most, least, KNOWN)
    assert str(error.value).count("\n") < 3


def test_an_attribute_is_named_as_in_the_table_or_as_mlflow_has_it():
    known = [f"fair.{metric_word('sex * race')}/recall_parity"]
    for typed in ("fair.sex*race/recall_parity", "fair.sex * race/recall_parity", known[0]):
        assert read_limits([f"{typed}=0.2"], [], known)[0].metric == known[0]


def test_a_corridor_is_no_contradiction_and_seconds_are_no_share():
    assert len(read_limits(["test/auprc=0.3"], ["test/auprc=0.2"], KNOWN)) == 2
    assert read_limits(["time/total_s=60"], [], KNOWN)[0].bound == 60
