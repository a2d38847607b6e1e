"""A policy as a file: what must be measured, and what holds for it."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource
from fairlab.errors import FairlabError
from fairlab.gate.judge_source import judge_source
from fairlab.gate.policy import read_policy
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD, exit_code


@pytest.fixture
def policy(tmp_path):
    def write(text):
        (tmp_path / "policy.toml").write_text(text)
        return read_policy(tmp_path / "policy.toml")

    return write


@pytest.fixture(scope="module")
def source():
    rng = np.random.default_rng(6)
    sex = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], 4000))})
    return AuditSource("t", "", None, pd.Series(rng.random(4000) < 0.2), sex, strategy="rules")


def judged(source, policy):
    found = judge_source(source, audit_source(source), [], [], policy)
    return {one.sentence.split(" of ")[0]: one.verdict for one in found}


def test_a_limit_on_a_measure_holds_for_every_attribute(source, policy):
    found = judged(source, policy('attributes = ["sex"]\n[min]\nadverse_impact_ratio = 0.8'))
    assert found == {"Kept: fair.sex/adverse_impact_ratio": KEPT}


def test_what_is_not_measured_is_told(source, policy):
    text = 'attributes = ["sex", "sex*race"]\nmeasures = ["recall_parity"]\n[min]\n"test/auc" = 0.7'
    found = judged(source, policy(text))
    assert set(found.values()) == {UNMEASURED}
    assert len(found) == 3
    assert any(said.endswith("/recall_parity (sex * race)") for said in found)


def test_margins_of_a_policy_are_those_that_options_take(policy):
    found = policy('attributes = ["sex"]\nmeasures = ["recall_parity"]\n[margins]\nrecall = 0.05')
    assert found.margins.of("recall", overall=False) == 0.05
    assert found.sha256 in found.told
    assert ".050 of recall" in found.told


def test_what_is_broken_goes_before_what_is_not_measured():
    assert exit_code([KEPT, UNMEASURED, BROKEN]) == 1
    assert exit_code([KEPT, UNTOLD, UNMEASURED]) == 3
    assert exit_code([KEPT, UNTOLD]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("attribute = []", "Did you mean 'attributes'"),
        ('attributes = "sex"', "must be a list"),
        ('attributes = ["sex"]\n[max]\nrecal_parity = 0.2', "Did you mean 'recall_parity'"),
        ('attributes = ["sex"]\n[max]\nrecall_parity = "0.2"', "a number for each"),
        ('attributes = ["sex"]', "asks for nothing"),
        ("[max]\nrecall_parity = 0.2", "names recall_parity of no attribute"),
        ('attributes = ["sex"]\n[margins]\nrecal = 0.1', "policy.toml: There is no margin 'recal'"),
        ('attributes = ["sex"]\n[margins]\ngap = "a"', "a number for each"),
        ("attributes = [", "no valid TOML"),
    ],
)
def test_odd_policies_are_refused(policy, text, said):
    with pytest.raises(FairlabError) as error:
        policy(text)
    assert said in str(error.value)


def test_its_hash_is_that_of_its_bytes(policy):
    first = policy('attributes = ["sex"]\nmeasures = ["recall_parity"]')
    assert len(first.sha256) == 64
    assert first.sha256 != policy('attributes = ["sex"]\nmeasures = ["precision_parity"]').sha256
