"""A fitted strategy in files: the same bits again, whichever version wrote them."""

import json
from pathlib import Path

import numpy as np
import pytest

from fairlab.errors import StoreError
from fairlab.experiment.fitted import Fitted, read_model
from fairlab.experiment.stored_model import store_model
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall, Reweigh
from fairlab.mitigate.rules import write_rule
from fairlab.record import Ledger, ModelFiles
from tests.small import small_credit

pytestmark = pytest.mark.slow

QUICK = TunedXGB(trials=2, trees=20, patience=5)
OLD_LOADER = "fairlab.strategy"  # of models that fairlab 0.1.0 recorded


@pytest.fixture(scope="module")
def parts():
    return small_credit().split(0)


@pytest.fixture(scope="module")
def fitted(parts) -> Fitted:
    strategy = Strategy("full", QUICK, FairSMOTE(), Reweigh(), KeepRecall("baseline"))
    return strategy.fit(parts, 3, {"baseline": {"valid/recall": 0.5}})


@pytest.fixture(scope="module")
def files(fitted, parts) -> ModelFiles:
    found, why = store_model(fitted, parts.train)
    assert why == ""
    return found


def laid_out(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def refuse_other_bits(fitted: Fitted, read: Fitted, parts) -> None:
    ours, theirs = (one.predict(parts.test.frame) for one in (fitted, read))
    np.testing.assert_array_equal(ours[0], theirs[0])
    np.testing.assert_array_equal(ours[1], theirs[1])
    assert 0 < ours[1].sum() < len(ours[1])


def as_of_0_1_0(files: ModelFiles, fitted: Fitted) -> dict[str, bytes]:
    """Write strategy.json as 0.1.0 did; its other files are the same."""
    state = {"cut": fitted.rule.threshold_, "features": list(fitted.features)}
    return {**files.files, "strategy.json": json.dumps(state).encode()}


def test_model_files_give_the_same_bits(fitted, files, parts, tmp_path):
    read = read_model(laid_out(files.files, tmp_path))
    assert not isinstance(read, Fitted)
    np.testing.assert_array_equal(read.score(parts.test.frame), fitted.score(parts.test.frame))
    read = read.ruled_by(fitted.rule)
    refuse_other_bits(fitted, read, parts)
    assert {Path(name).suffix for name in files.files} == {".ubj", ".json"}


def test_files_of_0_1_0_are_read(fitted, files, parts, tmp_path):
    read = read_model(laid_out(as_of_0_1_0(files, fitted), tmp_path))
    refuse_other_bits(fitted, read, parts)
    assert read.features == fitted.features
    assert read.columns == fitted.features


@pytest.mark.slow
def test_mlflow_loads_a_model_that_0_1_0_recorded(fitted, files, parts, store, finished_run):
    model = ModelFiles(as_of_0_1_0(files, fitted), OLD_LOADER, files.example, files.output)
    run_id = Ledger(store, "small").write(*finished_run(model=model))
    (made,) = store.client.get_run(run_id).outputs.model_outputs
    place = store.client.get_logged_model(made.model_id).artifact_location
    from mlflow.pyfunc import load_model

    said = load_model(place).predict(parts.test.X)
    np.testing.assert_array_equal(said["score"], fitted.predict(parts.test.frame)[0])
    np.testing.assert_array_equal(said["flagged"], fitted.predict(parts.test.frame)[1])


def test_a_rule_that_a_newer_version_wrote_is_told(fitted, files, tmp_path):
    decision = {**write_rule(fitted.rule), "rule": "SendToPerson"}
    state = json.loads(files.files["strategy.json"]) | {"decision": decision}
    laid_out({**files.files, "strategy.json": json.dumps(state).encode()}, tmp_path)
    with pytest.raises(StoreError, match="no decision rule 'SendToPerson'"):
        read_model(tmp_path)
