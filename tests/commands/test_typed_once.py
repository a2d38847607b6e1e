"""An option is typed once, or says that it takes several."""

import pytest
from click.testing import CliRunner

from fairlab.cli import fairlab
from fairlab.commands.decision_options import asked_of
from fairlab.commands.monitor_options import deltas_typed
from fairlab.compare.typed_margins import margins_typed
from fairlab.errors import RequestError


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "audit p.csv --groups a --groups b",
            "--groups is typed twice; write it once, with commas",
        ),
        ("audit p.csv --label a --label b", "--label is typed twice, and takes one value"),
        ("monitor p.csv --score a --score b", "--score is typed twice, and takes one value"),
        ("gate --strategy a --strategy b", "--strategy is typed twice"),
        ("data explore loans --output a --output b", "--output is typed twice"),
    ],
)
def test_the_last_of_two_values_does_not_count_alone(typed, told):
    found = CliRunner().invoke(fairlab, typed.split())
    assert found.exit_code == 2
    assert told in found.output


def test_a_command_of_a_group_is_found_there():
    found = CliRunner().invoke(fairlab, ["explore", "telecom"])
    assert "Did you mean 'data explore'?" in found.output


def test_what_takes_several_takes_them():
    found = CliRunner().invoke(
        fairlab, ["audit", "no.csv", "--score", "a", "--score", "b", "--record", "--record"]
    )
    assert "twice" not in found.output


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (lambda: margins_typed(["gap=.1", "gap=.2"]), "--margin says gap twice"),
        (lambda: deltas_typed([".1", ".2"]), "--delta is said twice"),
        (lambda: deltas_typed(["recall=.1", "recall=.2"]), "--delta is said twice of recall"),
        (lambda: asked_of({"memberships": ("a=b", "a=c")}), "names 'a' twice"),
        (lambda: asked_of({"words": ("a=B", "a=C")}), "says twice what `a` is called"),
    ],
)
def test_a_name_has_one_value(read, told):
    with pytest.raises(RequestError, match=told):
        read()
