"""A metric costs one file: defined in a temporary one, it is everywhere, and in older runs too."""

import json
import re
import sys
from shutil import copy

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import fairlab
from fairlab.audit import audit_groups, metrics, performance, registry, undefined
from fairlab.audit.margins import Margins
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.audit.metric_types import APPROVED, FLAGGED
from fairlab.audit.registry import accuracy_metrics, all_metrics, group_metrics, rates
from fairlab.cli import fairlab as commands
from fairlab.commands.compare import compare_session
from fairlab.commands.gate import gate_session
from fairlab.commands.report import report_session
from fairlab.compare.backfill import backfill
from fairlab.compare.comparison import compare_people
from fairlab.compare.statement_words import is_ratio
from fairlab.experiment.summaries import record_summaries, summarise
from fairlab.record import Ledger, open_store
from fairlab.record.artifacts import run_tables
from fairlab.report.sections.group_tables import group_sheets
from tests.audit.judged import judged
from tests.commands.recorded_sweep import record
from tests.contract.unheard_of_metrics import (
    COUNTED,
    FILE,
    GROUP,
    NEW,
    SCORED,
    SEEDS,
    STRATEGIES,
    measured,
    part_of,
    run_of,
    slow,
)
from tests.named_run import named_run

MODULE = f"{metrics.__name__}.unheard_of"


@pytest.fixture
def define(tmp_path, monkeypatch):
    """Define the metrics, from now on and until the test ends."""
    folder = tmp_path / "metrics"
    folder.mkdir()

    def call(kept="metric", as_ratio="False"):
        text = FILE.replace('kept="metric"', f'kept="{kept}"')
        text = text.replace("as_ratio=False", f"as_ratio={as_ratio}")
        (folder / "unheard_of.py").write_text(text)
        monkeypatch.setattr(metrics, "__path__", [*metrics.__path__, str(folder)])

    yield call
    sys.modules.pop(MODULE, None)
    vars(metrics).pop("unheard_of", None)


@pytest.fixture(scope="module")
def ledger(template_store, tmp_path_factory):
    """Runs of a time before the metrics, which are only read."""
    folder = tmp_path_factory.mktemp("older")
    copy(template_store, folder)
    made = Ledger(open_store(f"sqlite:///{folder}/mlflow.db"), "toy")
    for place, strategy in enumerate(STRATEGIES):
        for seed in range(SEEDS):
            made.write(*run_of(named_run, strategy, seed, f"{place}{seed:015x}"))
    return made


def of_store(ledger):
    return lambda run_id: run_tables(ledger.store, run_id)


def expected():
    return pd.DataFrame([slow(name, seed) for name in STRATEGIES for seed in range(SEEDS)])


def test_without_its_file_it_is_unheard_of(ledger):
    assert not any(name in ledger.table() for name in NEW)
    assert registry.find_metric(GROUP) is None


def test_it_is_in_the_audit_and_in_its_tables(define):
    define()
    _, audit, _ = measured("baseline", 0)
    row = audit[audit["measure"] == "false_omission_rate_gap"].iloc[0]
    assert row["value"] == pytest.approx(slow("baseline", 0)[GROUP])
    assert row[["p", "p_holm", "floor_95", "low", "high"]].notna().all()
    assert (audit["measure"] == "false_omission_rate").sum() == 2
    ((_, groups, sheet, _),) = group_sheets(audit)
    assert "false omission rate\n(approved)" in groups.headings
    assert ["false omission rate gap", "approved"] in [list(row[:2]) for row in sheet.rows]
    assert "difference of rates\n(95 % of it alone)" in sheet.headings
    mean = next(row for row in sheet.rows if row[0] == "equalized odds difference (mean)")
    assert mean[2].startswith(".")


def test_a_rate_that_is_the_complement_of_another_is_no_further_test(define):
    before = measured("baseline", 0)[1].set_index("measure")["p_holm"].dropna()
    define()
    after = measured("baseline", 0)[1].set_index("measure")["p_holm"]
    pd.testing.assert_series_equal(after[before.index], before)
    assert after["false_omission_rate_gap"] == before["npv_sufficiency_difference"]


def test_it_is_a_metric_in_mlflow(define, store, finished_run):
    define()
    run_id = Ledger(store, "toy").write(*run_of(finished_run, "baseline", 0, "a" * 16))
    found = store.client.get_run(run_id).data.metrics
    assert {name: found[name] for name in NEW} == pytest.approx(slow("baseline", 0))
    assert "fair.sex/false_omission_rate_gap_floor_95" not in found
    assert "fair.sex/false_omission_rate_gap_floor_95" in Ledger(store, "toy").table()


def test_runs_that_are_older_gain_it_and_their_summaries_too(define, ledger):
    define()
    found, unread = backfill(ledger.table(), of_store(ledger))
    assert unread == {}
    pd.testing.assert_frame_equal(found[list(NEW)], expected())
    assert found["fair.sex/false_omission_rate_gap_floor_95"].notna().all()
    first, _ = summarise(found)
    assert first.metrics[GROUP] == pytest.approx(expected()[GROUP][:SEEDS].mean())


def test_compare_shows_its_means_of_runs_without_people(define, ledger, capsys):
    define()
    compare_session(None, (), ledger.store.uri)
    words = "".join(capsys.readouterr().out.split())
    for name, mean in expected()[:SEEDS].mean().items():
        assert f"{mean:.3f}±".removeprefix("0") in words, name


def test_compare_says_what_a_strategy_changes_of_it(define, store, capsys):
    define()
    record(store)
    compare_session(None, (), store.uri)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    (counted,) = [line for line in lines if line[:1] == ["specificity"]]
    assert len(counted) > 6, "before, after, change, band and answer"
    (scored,) = [line for line in lines if line[:1] == ["separation"]]
    assert " ".join(scored).endswith("how much each row moves it is not known")


def test_runs_that_are_older_say_its_gap_with_a_band(define, store, capsys):
    record(store)
    compare_session(None, (), store.uri)
    before = capsys.readouterr().out
    define()
    compare_session(None, (), store.uri)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    said = [line for line in lines if line[:1] == ["omission"]]
    assert len(said) == 5, "of sex, of each group of age, and a change that differs"
    assert all("to" in line for line in said)
    assert "omission" not in before


def test_an_audit_and_its_page_say_its_gap_with_a_band(define):
    define()
    part, sex = part_of("baseline", 0)
    found = fairlab.audit(y=part["y"], decision=part["flagged"].astype(int), groups=sex)
    row = found.statements.set_index("metric").loc["false_omission_rate"]
    first, second = (part[sex["sex"] == group] for group in (row["group"], row["rest"]))
    shares = [one.loc[~one["flagged"], "y"].mean() for one in (first, second)]
    assert row["estimate"] == pytest.approx(shares[0] - shares[1])
    assert row["low"] < row["estimate"] < row["high"]
    assert "<td>false omission rate<" in found._repr_html_()
    sheets = [
        panel.sheet for section in found.page.sections for panel in section.panels if panel.sheet
    ]
    assert any("false omission rate" in cells for sheet in sheets for cells in sheet.rows)


def test_the_report_and_the_summary_run_say_its_gap_with_a_band(define, store, tmp_path):
    made = record(store)
    define()
    page = tmp_path / "page.html"
    report_session(None, (), store.uri, page)
    text = " ".join(page.read_text().split())
    assert text.count("<td>false omission rate<") >= 4
    assert "False omission rate: approvals gone wrong" in text, "the picture of its gaps"
    record_summaries(made)
    (run,) = summary_runs(made, "baseline")
    figures = run.data.metrics
    assert figures["gap.sex/false_omission_rate.low"] < figures["gap.sex/false_omission_rate"]


def summary_runs(ledger, strategy):
    experiments = [one.experiment_id for one in ledger.store.client.search_experiments()]
    found = ledger.store.client.search_runs(experiments, "tags.`fairlab.kind` = 'summary'")
    return [run for run in found if run.data.tags["fairlab.strategy"] == strategy]


def test_what_is_compared_on_demand_widens_no_band(define, tmp_path):
    data = judged(2000)
    before = compare_people(data, "plain").gaps
    define(kept="detail")
    after = compare_people(data, "plain").gaps
    pd.testing.assert_frame_equal(after, before)
    every = compare_people(data, "plain", every=True).gaps
    assert "false_omission_rate" in set(every["metric"])


def test_what_is_compared_shares_the_level_of_its_family(define):
    data = judged(2000)
    before = compare_people(data, "plain").gaps
    define()
    after = compare_people(data, "plain").gaps
    assert (
        len(after)
        == 5 / 4 * (before["metric"] != "rank").sum() + (before["metric"] == "rank").sum()
    )
    assert after["critical"].max() > before["critical"].max()


def test_a_rate_near_0_is_compared_by_ratios(define):
    define(as_ratio="True")
    gaps = compare_people(judged(2000), "plain").gaps
    own = gaps[gaps["metric"] == "false_omission_rate"]
    assert own["kind"].eq("ratio").all()
    assert own["estimate"].to_numpy() == pytest.approx(
        (own["value_group"] / own["value_rest"]).to_numpy()
    )
    assert own["margin"].to_numpy() == pytest.approx(Margins().ratio)
    assert is_ratio(own.iloc[0].to_dict())


def test_the_report_shows_it(define, ledger, tmp_path):
    define()
    page = tmp_path / "page.html"
    report_session(None, (), ledger.store.uri, page)
    text = " ".join(page.read_text().split())
    assert "False omission rate gap and its noise floor" in text
    for name in ("specificity", "separation"):
        assert f"<th>{name}</th>" in text, "in the list of runs"


def test_the_gate_judges_it(define, ledger, capsys):
    define()
    most, least = [f"{GROUP}=0.9"], [f"{COUNTED}=0.1", f"{SCORED}=0.1"]
    assert gate_session(most, least, None, None, None, (), ledger.store.uri) == 0
    said = capsys.readouterr().out
    assert said.count("Kept: ") == 3 * len(STRATEGIES)
    assert gate_session([f"{SCORED}=-0.5"], [], None, None, None, (), ledger.store.uri) == 1


@pytest.mark.parametrize("command", ["compare", "gate"])
def test_help_lists_it_with_what_it_is(define, command):
    define()
    text = " ".join(CliRunner().invoke(commands, [command, "--help"]).output.split())
    assert "false_omission_rate_gap most of the approvals gone wrong minus the fewest" in text
    assert "specificity share of the rest that is not flagged" in text


def test_undefined_is_nan_and_says_why(define, store, finished_run):
    part = pd.DataFrame({"y": 1, "score": 0.5, "flagged": [0, 1] * 20})
    sex = pd.DataFrame({"sex": ["f", "f", "m", "m"] * 10})
    audit = audit_groups(part["y"], [1] * 40, sex)
    whole = {"metrics": fairness_metrics(audit), "notes": fairness_notes(audit)}
    run = finished_run(tables={"groups": audit}, predictions=part.assign(flagged=1), **whole)
    made = Ledger(store, "toy")
    made.write(*run)
    define()
    found, _ = backfill(made.table(), of_store(made))
    notes = json.loads(found["undefined"].iloc[0])
    assert notes[GROUP] == "everything flagged"
    assert notes[COUNTED] == notes[SCORED] == "no negatives"
    assert not any(name in found for name in NEW)
    again, _ = backfill(found, refuse)
    assert again is found


def refuse(run_id):
    raise AssertionError(f"{run_id} was read, though it lacks nothing")


def test_complete_runs_are_not_read(ledger):
    runs = ledger.table()
    found, unread = backfill(runs, refuse)
    assert found is runs
    assert unread == {}


def test_runs_whose_files_are_gone_are_told(define, store, finished_run):
    made = Ledger(store, "toy")
    made.write(*finished_run(predictions=None))
    define()
    found, unread = backfill(made.table(), of_store(made))
    assert list(unread) == found["run_id"].tolist()
    assert "not in" in json.loads(found["undefined"].iloc[0])[COUNTED]


@pytest.mark.parametrize("metric", all_metrics(), ids=lambda metric: metric.name)
def test_every_metric_says_what_it_is(metric):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", metric.name)
    assert metric.label
    assert metric.low < metric.high
    assert set(metric.outcome.split(" and ")) <= {FLAGGED, APPROVED}


@pytest.mark.parametrize("metric", accuracy_metrics(), ids=lambda metric: metric.name)
def test_an_accuracy_metric_is_of_counts_or_of_scores(metric):
    assert (metric.of_counts is None) != (metric.of_scores is None)
    part, _ = part_of("baseline", 0)
    assert metric.low <= performance(**part)[metric.name] <= metric.high
    assert metric.name not in undefined(part["y"], part["flagged"])


@pytest.mark.parametrize("metric", group_metrics(), ids=lambda metric: metric.name)
def test_equal_groups_are_as_good_as_a_group_metric_can_be(metric):
    fair = metric.low if metric.lower_is_better else metric.high
    equal, unequal = np.array([0.4, 0.4, 0.4]), np.array([0.4, 0.5, 0.6])
    assert metric.spread(equal) == pytest.approx(fair)
    assert abs(metric.spread(unequal) - fair) > 0
    assert bool(metric.floor) == (metric.kept == "metric")


def test_two_metrics_of_one_name_are_refused(tmp_path, monkeypatch):
    (tmp_path / "unheard_of.py").write_text(FILE.replace('specificity"', 'recall"'))
    monkeypatch.setattr(metrics, "__path__", [*metrics.__path__, str(tmp_path)])
    try:
        with pytest.raises(ValueError, match="two of AccuracyMetric are called 'recall'"):
            all_metrics()
    finally:
        sys.modules.pop(MODULE, None)
        vars(metrics).pop("unheard_of", None)


def test_no_rate_is_defined_twice():
    names = [rate.name for rate in rates()]
    assert len(names) == len(set(names))


def test_the_counts_of_lending_are_not_those_of_flags():
    few = pd.DataFrame({"y": 0, "flagged": np.arange(2000) < 1})
    groups = pd.DataFrame({"sex": ["f", "m"] * 1000})
    audit = audit_groups(few["y"], few["flagged"], groups).set_index("measure")
    assert audit.loc["flag_rate_ratio", "value"] == 0
    assert audit.loc["adverse_impact_ratio", "value"] == pytest.approx(0.999)
