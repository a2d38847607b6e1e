"""What is recorded beside the runs stands in the document with its own run."""

import json

import pandas as pd
import pytest

from fairlab.data.identity import DataIdentity
from fairlab.record import AuditIdentity, Ledger
from fairlab.record.registry import call, register
from tests.commands.recorded_sweep import NAME, record
from tests.compare.toy_people import people
from tests.document.conftest import document
from tests.named_run import named_run
from tests.our_script import without_ours

pytestmark = pytest.mark.slow

DATA = DataIdentity(NAME, "ab" * 32)
MISSING = pd.DataFrame({"column": ["income"], "share": [0.125]})
PROXIES = pd.DataFrame(
    [{"attribute": "sex", "feature": "title", "auc": 0.91, "low": 0.9, "high": 0.92}]
)


def written(store, about, **tables):
    _, result = named_run(metrics={}, tables=tables)
    kept = {name: getattr(result, name) for name in vars(result) if name != "predictions"}
    return Ledger(store, f"{NAME}/audit").write(about, type(result)(**kept))


def test_explorations_and_audits_are_quoted_and_checked(store, tmp_path):
    ledger = record(store, ("fair",), (0,), short=("Asked: much.",))
    run_id = ledger.table()["run_id"].iloc[0]
    explored = AuditIdentity("explore", DATA, {}, "Rows.")
    first = written(store, explored, missing=MISSING, proxies=PROXIES)
    of_others = AuditIdentity("explore", DataIdentity(NAME, "cd" * 32), {}, "Rows.")
    written(store, of_others, missing=MISSING.assign(share=0.5))
    audited = AuditIdentity("audit", DATA, {"run": run_id}, "No decision flips.\n\nNothing else.")
    written(store, audited)
    document(store.uri, output=tmp_path / "doc")
    content = json.loads((tmp_path / "doc" / "figures.json").read_text())
    assert content["figures"]["missing/income"]["value"] == 0.125
    assert content["figures"]["proxy/sex/title/auc"]["runs"] == ["exploration of the data"]
    assert content["sources"]["exploration of the data"] == {"exploration": first}
    text = (tmp_path / "doc" / "documentation.md").read_text()
    assert "No decision flips." in text
    assert "fair: Asked: much." in text
    # Explored anew since then: the document goes by the run that it names.
    written(store, explored, missing=MISSING.assign(share=0.25))
    assert document(store.uri, check=True, output=tmp_path / "doc") == 0


def test_a_registered_model_is_documented_by_the_runs_of_its_strategy(store, model_files, tmp_path):
    table = record(store, ("baseline", "fair"), (0,)).table()
    audit_run = table.loc[table["strategy"] == "fair", "run_id"].iloc[0]
    fit = Ledger(store, f"{NAME}/fits", "final").write(
        *named_run(model=model_files, kind="final", strategy_name="fair")
    )
    tags = {"fairlab.strategy": "fair", "fairlab.dataset": NAME, "fairlab.audit_run": audit_run}
    version = register(store, fit, "door", "Fitted on all rows.\n\nIts audit.", tags)
    call(store, version, "champion")
    document(store.uri, model="models:/door@champion", output=tmp_path / "doc")
    content = json.loads((tmp_path / "doc" / "figures.json").read_text())
    assert content["about"]["strategy"] == "fair"
    assert content["figures"]["model/1"]["value"] == "Fitted on all rows."
    assert content["sources"]["fit of the model"] == {"model": fit}
    assert document(store.uri, check=True, output=tmp_path / "doc") == 0


def test_hostile_names_are_shown_as_text(store, tmp_path):
    evil = "<script>alert(1)</script>|[x](javascript:1)"
    about = people(600).drop(columns="group.age")
    about["group.sex"] = about["group.sex"].replace("f", evil)
    record(store, ("fair",), (0,), about=about)
    document(store.uri, output=tmp_path / "doc")
    page = (tmp_path / "doc" / "documentation.html").read_text()
    assert "<script" not in without_ours(page)
    assert "&lt;script&gt;alert(1)" in page
    lines = (tmp_path / "doc" / "documentation.md").read_text().splitlines()
    rows = [line for line in lines if line.startswith("| sex | ")]
    assert rows
    assert all(
        r"\<script>alert(1)\</script>\|\[x\](javascript:1)" in r for r in rows if "alert" in r
    )
    assert document(store.uri, check=True, output=tmp_path / "doc") == 0
