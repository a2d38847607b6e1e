"""Models of every kind audited on a table: the figures are those of the same answers in memory."""

import json
import pickle
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import joblib
import lightgbm
import numpy as np
import pandas as pd
import pytest
import skops.io
import xgboost
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

import fairlab
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger
from fairlab.record.artifacts import run_tables
from fairlab.record.client import quiet
from tests.small import small_credit

pytestmark = pytest.mark.slow

FEATURES = ["income", "home", "age"]
ROLES = ("--label", "y", "--groups", "sex")
MODULE = """
import time
import joblib
import numpy as np
pipeline = joblib.load("trained.pkl")
def approve(people):
    return np.where(people["income"] > 0.6, "good", "bad")
def flag(people):
    assert "y" not in people
    return (people["income"] < 0.4).astype(int)
def halved(people):
    return people / 2
def moody(people):
    return np.random.default_rng().random(len(people))
def short(people):
    return [0.5]
def slow(people):
    time.sleep(5)
def breaks(people):
    return people["incom"]
"""


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(5)
    n = 1200
    found = pd.DataFrame({"sex": rng.choice(["f", "m"], n), "income": rng.random(n)})
    found["home"] = rng.choice(["rent", "own", "other"], n)
    found["age"] = rng.integers(18, 80, n)
    risk = 0.5 - 0.6 * found["income"] + 0.3 * (found["home"] == "rent") + 0.1 * rng.random(n)
    found["y"] = (rng.random(n) < risk + 0.2 * (found["sex"] == "f")).astype(int)
    return found


@pytest.fixture(scope="module")
def pipeline(frame):
    """A pipeline that encodes texts."""
    encoder = make_column_transformer((OneHotEncoder(), ["home"]), remainder="passthrough")
    return make_pipeline(encoder, LogisticRegression(C=10)).fit(frame[FEATURES], frame["y"])


@pytest.fixture
def audit(audit_typed, monkeypatch, tmp_path, frame, pipeline):
    """Audit a model on the table; how it ends, the JSON, and what it says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "bank", raising=False)
    frame.to_csv("people.csv", index=False)
    joblib.dump(pipeline, "trained.pkl")
    Path("bank.py").write_text(MODULE)

    def run(model, *arguments, roles=ROLES):
        words = ("--model", model, "--data", "people.csv", *roles, *arguments, "--json", "a.json")
        code, out, err = audit_typed(*words)
        found = json.loads(Path("a.json").read_text()) if code == 0 else {}
        return code, found, " ".join((out + err).split())

    return run


def figures(frame, decision, score=None):
    """The statements of the same answers, handed over as arrays."""
    found = fairlab.audit(y=frame["y"], decision=decision, score=score, groups=frame[["sex"]])
    statements = found.comparison.statements
    return statements[["metric", "group", "value_group", "n_group", "estimate", "low", "high"]]


def assert_same(found, frame, decision, score=None):
    expected = figures(frame, decision, score)
    shown = pd.DataFrame(found["statements"])[list(expected)]
    pd.testing.assert_frame_equal(
        shown, expected.reset_index(drop=True), check_dtype=False, rtol=1e-9, atol=1e-9
    )


def test_a_pipeline_of_a_module_decides_and_scores(audit, frame, pipeline):
    code, found, said = audit("bank:pipeline")
    assert code == 0, said
    score = pipeline.predict_proba(frame[FEATURES])[:, 1]
    assert_same(found, frame, pipeline.predict(frame[FEATURES]), score)
    assert any("`pipeline` of the module `bank` (`bank.py`, SHA-256" in one
               for one in found["read_as"])  # fmt: skip
    page = Path("audit-people.html").read_text()
    assert "people.csv: audit of bank:pipeline" in page
    assert "Whether the model learned from these people is not known" in page


def test_a_budget_cuts_its_scores(audit, frame, pipeline):
    code, found, said = audit("bank:pipeline", "--budget", "0.1")
    assert code == 0, said
    score = pipeline.predict_proba(frame[FEATURES])[:, 1]
    assert_same(found, frame, score >= np.sort(score)[-120], score)


def test_a_skops_file(audit, frame, pipeline):
    skops.io.dump(pipeline, "credit.skops")
    code, found, said = audit("credit.skops")
    assert code == 0, said
    assert_same(found, frame, pipeline.predict(frame[FEATURES]),
                pipeline.predict_proba(frame[FEATURES])[:, 1])  # fmt: skip


def test_a_skops_file_that_may_be_any_code_is_refused_until_it_is_trusted(
    audit, frame, tmp_path, monkeypatch
):
    monkeypatch.syspath_prepend(tmp_path)
    from bank import halved

    model = make_pipeline(FunctionTransformer(halved), LogisticRegression())
    model.fit(frame[["income", "age"]], frame["y"])
    skops.io.dump(model, "odd.skops")
    code, _, said = audit("odd.skops")
    assert code == 2
    assert "bank.halved, which may be any code, and was not read" in said
    assert "--trust" in said
    code, found, said = audit("odd.skops", "--trust")
    assert code == 0, said
    assert_same(found, frame, model.predict(frame[["income", "age"]]),
                model.predict_proba(frame[["income", "age"]])[:, 1])  # fmt: skip


def test_a_lightgbm_file(audit, frame):
    X = frame[FEATURES].astype({"home": "category"})
    model = lightgbm.LGBMClassifier(n_estimators=5, verbosity=-1, n_jobs=1).fit(X, frame["y"])
    model.booster_.save_model("trees.txt")
    code, found, said = audit("trees.txt")
    assert code == 0, said
    score = model.predict_proba(X)[:, 1]
    assert_same(found, frame, score >= 0.5, score)


def test_an_xgboost_file(audit, frame):
    X = frame[FEATURES].astype({"home": "category"})
    model = xgboost.XGBClassifier(n_estimators=5, enable_categorical=True, n_jobs=1)
    model.fit(X, frame["y"]).save_model("trees.json")
    code, found, said = audit("trees.json")
    assert code == 0, said
    score = model.predict_proba(X)[:, 1]
    assert_same(found, frame, score >= 0.5, score)


def test_a_pickle_is_opened_only_with_trust(audit, frame, pipeline):
    Path("credit.pkl").write_bytes(pickle.dumps(pipeline))
    code, _, said = audit("credit.pkl")
    assert code == 2
    assert "is to run whatever code its maker put there" in said
    code, found, said = audit("credit.pkl", "--trust")
    assert code == 0, said
    assert_same(found, frame, pipeline.predict(frame[FEATURES]),
                pipeline.predict_proba(frame[FEATURES])[:, 1])  # fmt: skip


@pytest.mark.parametrize("kind", [str, int, float, bool])
def test_whoever_says_what_approves_turns_scores_round_too(audit, frame, kind):
    """Of a model that learned who is good, with its labels as texts, numbers or truth values."""
    good = (1 - frame["y"]).astype(kind)
    model = LogisticRegression().fit(frame[["income", "age"]], good)
    skops.io.dump(model, "good.skops")
    approve = "True" if kind is bool else "1"
    code, found, said = audit("good.skops", "--approve", approve)
    assert code == 0, said
    X = frame[["income", "age"]]
    assert_same(found, frame, model.predict(X) == kind(0), model.predict_proba(X)[:, 0])


def test_a_file_of_onnx_says_what_to_install(audit, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    Path("credit.onnx").write_bytes(b"")
    code, _, said = audit("credit.onnx")
    assert code == 2
    assert "pip install onnxruntime" in said


def test_a_registered_model_is_named_by_its_alias_and_told_by_its_version(
    audit, frame, pipeline, store
):
    import mlflow

    mlflow.set_tracking_uri(store.uri)
    with quiet(), mlflow.start_run() as run:
        mlflow.sklearn.log_model(
            pipeline, name="m", registered_model_name="credit", pip_requirements=[]
        )
    mlflow.set_tracking_uri(None)
    store.client.set_registered_model_alias("credit", "champion", "1")
    code, found, said = audit("models:/credit@champion", "--record")
    assert code == 0, said
    assert_same(found, frame, pipeline.predict(frame[FEATURES]))
    assert any("version 1, of the run" in one for one in found["read_as"])
    assert "fairlab/people/audit" in said
    code, found, said = audit(f"runs:/{run.info.run_id}")
    assert code == 0, said
    assert_same(found, frame, pipeline.predict(frame[FEATURES]))
    assert "has no alias 'champ'" in audit("models:/credit@champ")[2]


def test_a_run_decides_about_each_by_the_model_that_had_not_seen_it(audit, store, tmp_path):
    data, ledger = small_credit(), Ledger(store, "small")
    strategy = Strategy("boosted", HistGradientBoostingClassifier(max_iter=5))
    assert run_missing(plan([strategy], data, [0], Design(folds=2)), data, ledger) == []
    (run_id,) = ledger.finished().values()
    predictions = run_tables(store, run_id)["predictions"].sort_values("row")
    data.frame.to_csv("people.csv", index=False)
    code, found, said = audit(f"runs:/{run_id}", roles=("--label", "bad", "--groups", "sex"))
    assert code == 0, said
    people = data.frame.rename(columns={"bad": "y"}).astype({"sex": str})
    assert_same(found, people, predictions["flagged"].to_numpy(), predictions["score"].to_numpy())
    assert "is not known" not in said
    data.frame.assign(age=data.frame["age"] + 1).to_csv("people.csv", index=False)
    code, _, said = audit(run_id, roles=("--label", "bad", "--groups", "sex"))
    assert code == 2
    assert "fairlab fit boosted" in said


def test_a_bad_event_of_zero_turns_whatever_the_model_says(audit, frame):
    text = "import numpy as np\n" + "".join(
        f"def {name}(people):\n    flag = people['income'] < 0.4\n    return {said}\n"
        for name, said in {
            "hard": "(~flag).astype(int)",
            "two": "np.column_stack([flag, ~flag]) * 0.8 + 0.1",
            "one": "0.9 - 0.8 * flag",
            "flags": "flag.to_frame('flagged').astype(str)",
        }.items()
    )
    Path("turned.py").write_text(text)
    frame.assign(y=1 - frame["y"]).to_csv("people.csv", index=False)
    for name in ("hard", "two", "one", "flags"):
        code, found, said = audit(f"turned:{name}", "--positive", "0")
        assert code == 0, said
        assert found["flagged"] == (frame["income"] < 0.4).sum()
        assert ("are turned round" in said) == (name in ("two", "one"))


def test_a_function_says_labels_or_flags(audit, frame):
    code, found, said = audit("bank:flag")
    assert code == 0, said
    assert_same(found, frame, frame["income"] < 0.4)
    code, _, said = audit("bank:approve")
    assert code == 2
    assert "--approve bad or --approve good" in said
    code, found, said = audit("bank:approve", "--approve", "good")
    assert code == 0, said
    assert_same(found, frame, frame["income"] <= 0.6)


class Server(BaseHTTPRequestHandler):
    """MLflow's way at /invocations, a plain list elsewhere, and several ways to fail."""

    model: object = None
    asked: list = []  # noqa: RUF012

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append((self.path, self.headers.get("Authorization")))
        if self.path.startswith("/invocations"):
            people = pd.DataFrame(**told["dataframe_split"])
        else:
            people = pd.DataFrame(told)
        score = type(self).model.predict_proba(people[FEATURES])
        self.say(score)

    def say(self, score):
        ways = {
            "/invocations": lambda: {"predictions": score[:, 1].tolist()},
            "/rows": lambda: score.tolist(),
            "/few": lambda: [0.5],
            "/odd": lambda: {"a": 1},
        }
        if self.path == "/slow":
            time.sleep(2)
        way = ways.get(self.path.partition("?")[0])
        raw = json.dumps(way()).encode() if way else b"no such model"
        self.send_response(200 if way else 500)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(pipeline):
    Server.model, Server.asked = pipeline, []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    made.handle_error = lambda *_: None  # a client that waits no longer
    Thread(target=made.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.mark.parametrize("way", ["/invocations", "/rows"])
def test_a_served_model(audit, frame, pipeline, server, way):
    code, found, said = audit(f"http://ann:se%23cret@{server}{way}?key=hidden")
    assert code == 0, said
    score = pipeline.predict_proba(frame[FEATURES])[:, 1]
    assert_same(found, frame, score >= 0.5, score)
    assert Server.asked[0][1] == "Basic YW5uOnNlI2NyZXQ="
    written = said + json.dumps(found) + Path("audit-people.html").read_text()
    assert "cret" not in written
    assert "hidden" not in written


@pytest.mark.parametrize(
    ("way", "options", "word"),
    [
        ("/none", (), "answers 500 Internal Server Error: no such model"),
        ("/few", (), "gives 1 answers for 1,200 rows"),
        ("/odd", (), "no one list of answers"),
        ("/slow", ("--timeout", "0.5"), "--timeout SECONDS"),
    ],
)
def test_what_goes_wrong_with_a_server(audit, server, way, options, word):
    code, _, said = audit(f"http://ann:secret@{server}{way}", *options)
    assert code == 2
    assert word in said
    assert "secret" not in said


def test_a_server_that_is_not_there(audit):
    code, _, said = audit("http://ann:secret@127.0.0.1:9/score")
    assert code == 2
    assert "http://127.0.0.1:9/score does not answer: ConnectionRefusedError" in said
    assert "secret" not in said


MISTAKES = {
    "no such file": (("credit.skop",), "names no model"),
    "a missing file": (("trained.skops",), "no file of a model 'trained.skops'. Did you mean"),
    "no model of LightGBM": (("people.txt",), "no file of a model"),
    "no such module": (("bnk:flag",), "cannot be imported: ModuleNotFoundError"),
    "no such name": (("bank:flagg",), "'flag'"),
    "answers by chance": (("bank:moody",), "answers otherwise about"),
    "one answer": (("bank:short",), "answers of the shape (1,) for 1,200 rows"),
    "late": (("bank:slow", "--timeout", "0.2"), "within 0.2 seconds"),
    "fails": (("bank:breaks",), "KeyError: 'incom'"),
    "labels are not cut": (("bank:approve", "--budget", "0.1"), "gives labels and no scores"),
    "a decision too": (("bank:flag", "--decision", "y"), "with --model the model decides"),
    "a run's option": (
        ("bank:flag", "--strategy", "a"),
        "--strategy belongs to an audit without --model",
    ),
    "a table's faults first": (("bank:breaks", "--weight", "sx"), "no column `sx`"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_in_words(audit, name):
    arguments, word = MISTAKES[name]
    code, _, said = audit(*arguments)
    assert code == 2
    assert word in said
    assert "Traceback" not in said


def test_columns_that_the_table_lacks_are_named_with_the_nearest(audit, frame):
    frame.rename(columns={"income": "incme", "home": "house"}).to_csv("people.csv", index=False)
    code, _, said = audit("bank:pipeline")
    assert code == 2
    assert "lacks 2 of the 3 columns" in said
    assert "`income` Did you mean 'incme'?" in said


def test_what_the_file_beside_the_table_says_need_not_be_typed(audit, frame):
    Path("people.toml").write_text(
        'target = "y"\nsensitive = ["sex", "age"]\naudit_only = ["age"]\nignore = ["home"]\n'
        'bands = { age = [40] }\nwords = { age = "Age in years" }\n'
        'labels = { sex = { f = "female", m = "male" } }'
    )
    code, found, said = audit("bank:flag", roles=())
    assert code == 0, said
    assert "It was given 2 columns: sex, income." in said
    assert "Age in years: 18-39 against 40+" in said
    assert "sex: female against male" in said
    assert found["columns"] == {"label": ["y"], "decision": ["bank:flag"], "groups": ["sex", "age"]}
    code, found, said = audit("bank:flag", "--words", "sex:f=women", roles=("--groups", "sex"))
    assert code == 0, said
    assert "sex: women against male" in said


def test_columns_without_names_are_counted(audit, frame):
    model = LogisticRegression().fit(frame[["income", "age"]].to_numpy(), frame["y"])
    skops.io.dump(model, "plain.skops")
    code, _, said = audit("plain.skops")
    assert code == 2
    assert "reads 2 columns by place" in said
    code, found, said = audit("plain.skops", "--ignore", "sex,home")
    assert code == 0, said
    X = frame[["income", "age"]].to_numpy()
    assert_same(found, frame, model.predict(X), model.predict_proba(X)[:, 1])


def test_label_and_groups_are_guessed_and_told(audit, frame):
    postcodes = [f"{1000 + at % 400} AB" for at in range(len(frame))]
    people = frame.rename(columns={"y": "y_true"}).assign(y_pred=1, postcode=postcodes)
    people.to_csv("people.csv", index=False)
    code, _, said = audit("bank:flag", roles=())
    assert code == 0, said
    assert "No groups: postcode (one level, or too many to be groups" in said
    command = "fairlab audit --model bank:flag --data people.csv --label y_true --groups sex,age"
    assert command in said


def test_limits_end_as_those_of_the_gate(audit):
    limit = ("--max", "fair.sex/recall_parity=0.001")
    assert "nothing is guessed" in audit("bank:flag", *limit, roles=())[2]
    assert audit("bank:flag", "--min", "fair.sex/selection_rate_ratio=0.1")[0] in (0, 2)


def test_trust_and_timeout_are_of_a_model(audit_typed):
    assert "--trust belongs to --model" in audit_typed("--trust")[2]
