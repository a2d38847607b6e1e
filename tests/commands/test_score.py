"""A registered model asked by a file and by a server of MLflow, to the same bits."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from shutil import copy
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pandas as pd
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.cli import main
from fairlab.commands.score import _gap_lines
from fairlab.experiment.deploying import deploy
from fairlab.experiment.design import Design
from fairlab.experiment.final_model import read_final
from fairlab.experiment.oddities import find_oddities
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.learn.encode import TableEncoder
from fairlab.mitigate import FlagShare
from fairlab.record import Ledger, open_store
from tests.small import small_credit

pytestmark = pytest.mark.slow

PATIENCE = 180  # seconds that a server may take to answer
DESIGN = Design(folds=2)
PARQUET = "application/vnd.apache.parquet"
TREES = Strategy("trees", TunedXGB(trials=0, trees=8, patience=5), rule=FlagShare(0.2))
TREE = make_pipeline(TableEncoder(), DecisionTreeClassifier(max_depth=3))
NEW = small_credit(120, seed=5).frame.drop(columns="bad")


@pytest.fixture(scope="module")
def folder(template_store, tmp_path_factory):
    """A folder with a store of two registered models, and a file of new rows."""
    found, data = tmp_path_factory.mktemp("deployed"), small_credit(300)
    copy(template_store, found)
    ledger = Ledger(open_store(f"sqlite:///{found}/mlflow.db"), "small")
    specs = plan([TREES, Strategy("tree", TREE, rule=FlagShare(0.2))], data, [0], DESIGN)
    assert run_missing(specs, data, ledger) == []
    deploy(data, specs[0], ledger)
    deploy(data, specs[1], ledger, name="plain-tree")
    NEW.to_csv(found / "new.csv", index=False)
    return found


@pytest.fixture
def score(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)

    def run(file="new.csv", model="models:/fairlab-small@champion", *arguments):
        words = ["fairlab", "score", file, "--model", model, *map(str, arguments)]
        if "--output" not in words:
            words += ["--output", "scored.csv"]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture(scope="module")
def expected(folder):
    """What the model itself says of the new rows."""
    model = read_final(open_store(f"sqlite:///{folder}/mlflow.db"), "models:/fairlab-small/1")
    rows = pd.read_csv(folder / "new.csv")
    return model.predict_proba(rows)[:, 1], model.decide(rows)


def same(table, expected):
    assert table["score"].to_numpy().tobytes() == expected[0].tobytes()
    assert table["flagged"].tolist() == expected[1].tolist()
    assert 0 < expected[1].sum() < len(expected[1])


def test_a_file_is_scored_with_decisions_reasons_and_what_is_odd(folder, score, expected):
    code, said, problem = score("new.csv", "models:/fairlab-small@champion", "--keep", "id, sex")
    assert code == 0, problem
    assert f"120 rows by fairlab-small, version 1; {expected[1].sum()} flagged" in said
    table = pd.read_csv(folder / "scored.csv", keep_default_na=False)
    reasons = ["reason_1", "reason_2", "reason_3"]
    assert list(table) == ["row", "id", "sex", "score", "flagged", *reasons, "odd"]
    same(table, expected)
    assert table["row"].tolist() == list(range(120))
    assert table["id"].tolist() == NEW["id"].tolist()
    assert (table.loc[table["flagged"], "reason_1"] != "").all()
    assert (table.loc[~table["flagged"], reasons] == "").all(axis=None)


def test_parquet_says_the_same_and_reasons_of_all_are_given_on_request(folder, score, expected):
    NEW.to_parquet(folder / "new.parquet")
    asked = ("--output", "scored.parquet", "--reasons", "all")
    code, _, problem = score("new.parquet", "models:/fairlab-small/1", *asked)
    assert code == 0, problem
    table = pd.read_parquet(folder / "scored.parquet")
    same(table, expected)
    assert (table["reason_1"] != "").sum() > expected[1].sum()


def test_what_is_odd_is_told_and_stands_beside_its_rows(folder, score):
    odd = NEW.assign(home=["boat", *NEW["home"][1:]], age=[40, 200, *NEW["age"][2:]])
    odd.to_csv(folder / "odd.csv", index=False)
    code, said, _ = score("odd.csv")
    assert code == 0
    assert "`home`: 1 row has a level that no training row had, such as 'boat'." in said
    told = pd.read_csv(folder / "scored.csv", keep_default_na=False)["odd"]
    assert told[:2].tolist() == ["home: unknown level", "age: above range"]
    assert f"Odd, in {(told != '').sum()} rows (column `odd`)" in said


def test_flagged_rows_with_a_gap_that_training_lacked_are_counted_once():
    ages = [None, 30, None, 40]
    about = {"low": 20, "high": 60, "counts": [9, 0], "edges": []}
    training = {"columns": {"age": about, "years": about}, "groups": {}}
    found = find_oddities(pd.DataFrame({"age": ages, "years": ages}), training)
    scored = pd.DataFrame({"flagged": [True, True, False, True]})
    told = "Of those who are flagged 1 has a value missing that training never lacked."
    assert _gap_lines(scored, found) == [told]
    assert _gap_lines(scored.assign(flagged=False), found) == _gap_lines(scored, []) == []


def test_a_library_without_contributions_gives_no_reasons_and_that_is_said(folder, score):
    code, said, _ = score("new.csv", "models:/plain-tree@champion")
    assert code == 0
    assert "No reasons are written" in said
    assert list(pd.read_csv(folder / "scored.csv")) == ["row", "score", "flagged", "odd"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no.csv",), "There is no file no.csv"),
        (("bad.csv",), "bad.csv: The model cannot read 2 of the 3"),
        (("new.csv", "models:/fairlab-smal@champion"), "Did you mean 'fairlab-small'?"),
        (("new.csv", "models:/fairlab-small@best"), "has no alias 'best'"),
        (("new.csv", "models:/fairlab-small/7"), "has no version '7'"),
        (("new.csv", "runs:/0123/model"), "fairlab fit STRATEGY"),
        (("new.csv", "models:/fairlab-small/1", "--keep", "idd"), "Did you mean 'id'"),
        (("new.csv", "models:/fairlab-small/1", "--output", "a.xlsx"), "neither CSV nor Parquet"),
        (("new.csv", "models:/fairlab-small/1", "--output", "no/a.csv"), "There is no folder 'no'"),
    ],
)
def test_mistakes_are_told_in_words_and_nothing_is_written(arguments, said, folder, score):
    NEW.assign(age="old").drop(columns="home").to_csv(folder / "bad.csv", index=False)
    (folder / "scored.csv").unlink(missing_ok=True)
    code, _, problem = score(*arguments)
    assert code == 2
    assert said in problem
    assert len(problem.splitlines()) <= 3
    assert not (folder / "scored.csv").exists()


def around(folder):
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "MLFLOW_TRACKING_URI": f"sqlite:///{folder}/mlflow.db"}


def test_a_server_of_mlflow_gives_the_same_bits(folder, expected):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "mlflow", "models", "serve", "-m", "models:/fairlab-small@champion"]
    command += ["--env-manager", "local", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, *command], cwd=folder, env=around(folder), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        try:
            address = f"http://127.0.0.1:{port}"
            answer = asked(address, server, folder)
            NEW.to_parquet(folder / "asked.parquet")
            of_parquet = answered(address, PARQUET, (folder / "asked.parquet").read_bytes())
            with pytest.raises(HTTPError) as refused:
                asked(address, server, folder, age="old")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, 15)
            server.wait(timeout=30)
    for said in (answer, of_parquet):
        same(pd.DataFrame(said["predictions"]), expected)
    told = json.loads(refused.value.read())
    assert "stack_trace" not in told
    assert told["message"].partition("Error: ")[2].startswith("Column 'age' held numbers")


def asked(address, server, folder, **other):
    rows = pd.read_csv(folder / "new.csv").assign(**other).astype(object)
    rows = rows.where(rows.notna(), None).to_dict(orient="split", index=False)
    body = json.dumps({"dataframe_split": rows}).encode()
    end = time.monotonic() + PATIENCE
    while not is_there(address):
        assert server.poll() is None, (folder / "server.log").read_text()[-2000:]
        assert time.monotonic() < end
        time.sleep(0.3)
    return answered(address, "application/json", body)


def answered(address, kind, body):
    request = Request(f"{address}/invocations", body, {"Content-Type": kind})
    return json.loads(urlopen(request, timeout=60).read())


def is_there(address):
    try:
        return urlopen(f"{address}/ping", timeout=10).status == 200
    except OSError:
        return False


def test_decimal_commas_of_new_rows_are_told_with_the_option_that_reads_them(folder, score):
    name = NEW.select_dtypes("float").columns[0]
    commas = NEW[name].astype(str).str.replace(".", ",")
    NEW.assign(**{name: commas}).to_csv(folder / "commas.csv", index=False)
    code, _, said = score("commas.csv")
    assert code == 2
    assert "Decimal commas? Say so: --decimal ," in said
    code, said, _ = score("commas.csv", "models:/fairlab-small@champion", "--decimal", ",")
    assert code == 0
    assert "scored.csv has decimal points, and commas between columns" in said


def test_an_audit_says_first_that_the_model_was_fitted_on_these_rows(
    folder, audit_typed, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    data, champion = small_credit(300).frame, "models:/fairlab-small@champion"
    data.to_csv(folder / "learned.csv", index=False)
    new = small_credit(120, seed=5).frame
    pd.concat([new, data.head(80)]).to_csv(folder / "mixed.csv", index=False)
    new.to_csv(folder / "labelled.csv", index=False)
    roles = ("--label", "bad", "--groups", "sex", "--store", f"sqlite:///{folder}/mlflow.db")
    said = {
        name: audit_typed("--model", champion, "--data", folder / f"{name}.csv", *roles)[1]
        for name in ("learned", "mixed", "labelled")
    }
    assert "- The model was fitted on these very rows: figures are of" in said["learned"]
    assert "- The model was fitted on 82 rows of these, or their like: " in said["mixed"]
    assert "The features of 2 rows are those of one that the model was" in said["labelled"]
    assert all("is not known; about those" not in one for one in said.values())
    command = re.search(r"fairlab audit ([0-9a-f]{32}) --store", said["learned"])
    tags = open_store(f"sqlite:///{folder}/mlflow.db").client.get_run(command[1]).data.tags
    assert tags["fairlab.kind"] == "run"
