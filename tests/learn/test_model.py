import signal
import warnings
from hashlib import sha256

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import DataError, RequestError
from fairlab.learn import TunedXGB, published
from fairlab.learn.search import FINALISTS

pytestmark = pytest.mark.slow

# More trials than are drawn at random, so that the tuner's memory is part of what is compared;
# more trees than the first rung of the halving has.
BUDGET = {"trials": 13, "trees": 12, "patience": 10}
CASES = {
    "hyperopt": {},
    "optuna": {"tuner": "optuna"},
    "all trees": {"pruning": False},
    "part": {"tune_rows": 120},
}
# After how many lines of the journal a search is resumed: around the trials that are drawn at
# random, the first that a memory chooses, and the last.
RESUMED = {
    "hyperopt": (0, 5, 9, 10, 11, BUDGET["trials"]),
    "optuna": (0, 5, 9, 10, 11, BUDGET["trials"]),
    "all trees": (0, 7, BUDGET["trials"]),
    "part": (0, 7, BUDGET["trials"], BUDGET["trials"] + 1, BUDGET["trials"] + FINALISTS),
}


def expected_failures(estimator):
    return {
        "check_sample_weight_equivalence_on_dense_data": "a row given twice may fall into the "
        "training and the validation set; and xgboost's bins tell it from one of weight 2"
    }


@parametrize_with_checks(
    [TunedXGB(trials=2, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        # the checks themselves warn that they were skipped or that names are missing
        warnings.simplefilter("ignore")
        check(estimator)


def applicants(rows=300, seed=0):
    rng = np.random.default_rng(seed)
    income = rng.lognormal(10, 0.5, rows)
    job = rng.choice(["cook", "clerk", "pilot"], rows)
    risk = 1.5 * (job == "cook") - np.log(income / 22000) + rng.normal(0, 0.7, rows)
    age = np.where(rng.random(rows) < 0.1, np.nan, rng.integers(18, 80, rows))
    table = pd.DataFrame({"income": income, "job": pd.Categorical(job), "age": age})
    return table, pd.Series((risk > 0.7).astype("int8"))


X, Y = applicants()


def bits(model):
    return sha256(bytes(model.booster_.save_raw("ubj"))).hexdigest()


def history(model):
    return model.trials_.drop(columns="seconds").to_dict("list")


@pytest.fixture(scope="module")
def models():
    return {case: TunedXGB(**(BUDGET | changes)).fit(X, Y) for case, changes in CASES.items()}


@pytest.mark.parametrize("case", ["hyperopt", "optuna"])
def test_the_same_seed_is_the_same_model_with_any_number_of_threads(models, case):
    for threads in (1, 2):
        again = clone(models[case]).set_params(n_jobs=threads).fit(X, Y)
        assert bits(again) == bits(models[case])
        assert history(again) == history(models[case])


def test_another_seed_is_another_search(models):
    other = clone(models["hyperopt"]).set_params(random_state=1).fit(X, Y)
    assert history(other) != history(models["hyperopt"])


@pytest.fixture(scope="module")
def journals(models, tmp_path_factory):
    paths = {case: tmp_path_factory.mktemp("case") / "trials.jsonl" for case in CASES}
    for case, path in paths.items():
        clone(models[case]).fit(X, Y, journal=path)
    return {case: path.read_bytes().splitlines(keepends=True) for case, path in paths.items()}


@pytest.mark.parametrize(("case", "finished"), [(c, n) for c in CASES for n in RESUMED[c]])
def test_resumed_at_any_trial_the_search_is_the_same(models, journals, case, finished, tmp_path):
    path = tmp_path / "trials.jsonl"
    path.write_bytes(b"".join(journals[case][:finished]))
    resumed = clone(models[case]).fit(X, Y, journal=path)
    assert history(resumed) == history(models[case])
    assert bits(resumed) == bits(models[case])
    assert len(path.read_bytes().splitlines()) == len(journals[case])


@pytest.mark.parametrize("case", ["hyperopt", "optuna", "part"])
@pytest.mark.parametrize("share", [0.01, 0.99])
def test_resumed_after_a_torn_line_the_search_is_the_same(models, journals, case, share, tmp_path):
    *whole, last = journals[case]
    path = tmp_path / "trials.jsonl"
    path.write_bytes(b"".join(whole) + last[: int(share * len(last))])
    resumed = clone(models[case]).fit(X, Y, journal=path)
    assert history(resumed) == history(models[case])
    assert bits(resumed) == bits(models[case])
    # what was torn is written again behind the torn line
    assert path.read_bytes().splitlines()[-1].split(b'"seconds"')[0] in last


@pytest.mark.parametrize("case", ["hyperopt", "optuna"])
def test_pruned_trials_are_told_and_save_trees(models, case):
    table = models[case].trials_
    whole = clone(models[case]).set_params(pruning=False).fit(X, Y)
    assert whole.trials_["pruned"].isna().all()
    assert set(table["pruned"].dropna()) <= {5, 10}
    assert table["pruned"].notna().any()
    assert (table["trees"] <= table["pruned"].fillna(BUDGET["trees"])).all()
    assert pd.isna(table.loc[table["score"].idxmax(), "pruned"])
    # the first trial, which is never pruned, is the same in both
    assert table.loc[0, "score"] == whole.trials_.loc[0, "score"]


def test_a_search_on_a_part_ends_with_its_best_on_all_rows(models):
    table = models["part"].trials_
    searched, again = table[: BUDGET["trials"]], table[BUDGET["trials"] :]
    assert (searched["rows"] == 120).all()
    assert (again["rows"] == 240).all()
    whole = searched[searched["pruned"].isna()].sort_values("score", ascending=False, kind="stable")
    assert again["trial"].tolist() == whole["trial"].tolist()[:FINALISTS]
    assert models["part"].best_score_ == again["score"].max()
    # what is trained again is what a search on all rows would have trained
    fixed = TunedXGB(space=(), params=models["part"].best_params_, trees=12, patience=10)
    assert bits(fixed.fit(X, Y)) == bits(models["part"])


def test_a_part_as_large_as_the_whole_is_the_whole(models):
    whole = clone(models["hyperopt"]).set_params(tune_rows=240).fit(X, Y)
    assert bits(whole) == bits(models["hyperopt"])
    assert history(whole) == history(models["hyperopt"])


CHILD = """
import os, signal
from tests.learn.test_model import BUDGET, X, Y, bits
from fairlab.learn import TunedXGB

def die(trial):
    if trial["trial"] == {last}:
        os.kill(os.getpid(), signal.SIGKILL)

model = TunedXGB(**BUDGET).fit(X, Y, journal={journal!r}, on_trial=die)
print(bits(model))
"""


def test_killed_in_one_process_and_ended_in_another_it_is_the_same_model(
    models, tmp_path, another_process
):
    journal = tmp_path / "trials.jsonl"
    killed = another_process(CHILD.format(last=4, journal=str(journal)))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(journal.read_bytes().splitlines()) == 5
    ended = another_process(CHILD.format(last=None, journal=str(journal)))
    assert ended.stdout.strip() == bits(models["hyperopt"]), ended.stderr
    assert ended.stderr == ""


@pytest.mark.parametrize(
    "change",
    [
        {"metric": "aucpr"},
        {"space": "table19"},
        {"random_state": 1},
        {"patience": 5},
        {"pruning": False},
        {"tune_rows": 200},
        {"params": {"max_leaves": 7}},
        {"encoding": "onehot"},
    ],
)
def test_a_journal_of_other_settings_is_not_used(models, change, tmp_path):
    path = tmp_path / "trials.jsonl"
    short = clone(models["hyperopt"]).set_params(trials=2)
    short.fit(X, Y, journal=path)
    changed = clone(short).set_params(**change)
    found = clone(changed).fit(X, Y, journal=path)
    assert history(found) == history(clone(changed).fit(X, Y))
    assert len(path.read_bytes().splitlines()) == 2 + len(found.trials_)


def test_a_journal_of_other_data_is_not_used(tmp_path):
    path = tmp_path / "trials.jsonl"
    model = TunedXGB(trials=2, trees=5)
    model.fit(X, Y, journal=path)
    weights = np.r_[2.0, np.ones(len(Y) - 1)]
    for number, more in enumerate(({"sample_weight": weights}, {"validation": applicants(80, 1)})):
        model.fit(X, Y, journal=path, **more)
        assert len(path.read_bytes().splitlines()) == 2 * (number + 2)
    # the same numbers, read as a category
    bands = X.assign(age=X["age"] // 40)
    for table in (bands, bands.astype({"age": "category"})):
        model.fit(table, Y, journal=path)
    assert len(path.read_bytes().splitlines()) == 10


def test_a_saved_model_predicts_the_same_bits(models, tmp_path):
    words = clone(models["hyperopt"]).fit(X, np.where(Y == 1, "late", "paid"))
    for model in (models["optuna"], words):
        model.to_files(tmp_path)
        again = TunedXGB.from_files(tmp_path)
        new, _ = applicants(50, seed=3)
        np.testing.assert_array_equal(again.predict_proba(new), model.predict_proba(new))
        np.testing.assert_array_equal(again.predict(new), model.predict(new))
        assert again.classes_.dtype == model.classes_.dtype
        assert again.best_params_ == model.best_params_
        assert bits(again) == bits(model)
    assert {file.suffix for file in tmp_path.iterdir()} == {".json", ".ubj"}


def test_the_best_trial_is_the_model(models):
    model = models["hyperopt"]
    best = model.trials_.loc[model.trials_["score"].idxmax()]
    assert model.best_score_ == best["score"]
    assert model.booster_.num_boosted_rounds() == best["trees"]
    assert model.best_params_ == {name: best[name] for name in model.best_params_}
    columns = ["trial", *published("table18"), "score", "trees", "rows", "pruned", "seconds"]
    assert list(model.trials_) == columns


def test_the_first_trial_takes_the_published_values(models):
    first = models["optuna"].trials_.iloc[0]
    assert {name: first[name] for name in published("table18")} == published("table18")


def test_fixed_hyperparameters_are_kept_and_not_searched():
    model = TunedXGB(space=(), params=published("table17"), trees=5).fit(X, Y)
    assert len(model.trials_) == 1
    assert model.best_params_ == published("table17")
    part = TunedXGB(params={"max_depth": 1}, trials=2, trees=5).fit(X, Y)
    assert "max_depth" not in part.trials_
    assert part.booster_.trees_to_dataframe().groupby("Tree").size().max() == 3


def test_the_class_ratio_is_that_of_the_training_rows():
    held = applicants(80, 1)
    model = TunedXGB(space="table19", trials=12, trees=3).fit(X, Y, validation=held)
    ratio = (Y == 0).sum() / (Y == 1).sum()
    assert model.trials_["scale_pos_weight"].isin(range(int(ratio) + 1)).all()


def test_validation_rows_are_what_trials_are_judged_on():
    from sklearn.metrics import roc_auc_score

    X_held, y_held = applicants(200, seed=5)
    model = TunedXGB(trials=3, trees=10).fit(X, Y, validation=(X_held, y_held))
    auc = roc_auc_score(y_held, model.predict_proba(X_held)[:, 1])
    assert model.best_score_ == pytest.approx(auc, abs=1e-6)


def test_weights_count_and_their_scale_does_not():
    weights = np.where(X["job"] == "cook", 5.0, 1.0)
    model = TunedXGB(trials=3, trees=10)
    plain, one, thousand = (
        bits(clone(model).fit(X, Y, sample_weight=w)) for w in (None, weights, 1000 * weights)
    )
    assert plain != one == thousand


def test_labels_of_any_kind_give_the_same_scores():
    model = TunedXGB(space=(), params={"learning_rate": 0.3}, trees=10)
    expected = bits(model.fit(X, Y))
    for labels in (Y == 1, np.where(Y == 1, "b", "a"), Y.astype(float)):
        assert bits(model.fit(X, labels)) == expected
        assert set(model.predict(X)) == set(labels)


def test_on_trial_is_told_every_trial():
    told = []
    model = TunedXGB(trials=3, trees=4).fit(X, Y, on_trial=told.append)
    assert [trial["trial"] for trial in told] == [0, 1, 2]
    assert [trial["score"] for trial in told] == model.trials_["score"].tolist()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"metric": "auprc"}, "No metric 'auprc'"),
        ({"space": "table20"}, "No search space 'table20'"),
        ({"space": {"max_dept": (1, 5, 1)}}, "'max_dept'"),
        ({"params": {"max_dept": 3}}, "Did you mean 'max_depth'"),
        ({"params": {"nthread": 3}}, "No hyperparameter 'nthread' to set"),
        ({"tuner": "hyperop"}, "Did you mean 'hyperopt'"),
        ({"tune_rows": 1}, "tune_rows must be a whole number from 2, not 1"),
        ({"tune_rows": 2}, "would leave none of the"),
        ({"trials": -1}, "trials must be a whole number from 0, not -1"),
        ({"patience": 2.5}, "patience must be a whole number from 1, not 2.5"),
        ({"random_state": -1}, "random_state must be a whole number from 0, not -1"),
        ({"random_state": None}, "random_state must be"),
        ({"encoding": "one_hot"}, "No encoding 'one_hot'"),
        ({"device": "gpu"}, "No device 'gpu'"),
        ({"params": {"learning_rate": -1}}, "xgboost refuses a hyperparameter"),
    ],
)
def test_settings_that_cannot_be_met_are_refused_in_words(settings, words):
    with pytest.raises(RequestError) as refused:
        TunedXGB(trees=2).set_params(**settings).fit(X, Y)
    assert words in str(refused.value)
    assert len(str(refused.value).splitlines()) <= 3


def test_a_model_of_named_columns_refuses_an_array(models):
    with pytest.raises(DataError, match="an array has none"):
        models["hyperopt"].predict_proba(X[["income", "age", "age"]].to_numpy())


def test_columns_may_come_in_any_order(models):
    model = models["hyperopt"]
    np.testing.assert_array_equal(
        model.predict_proba(X[["age", "job", "income"]]), model.predict_proba(X)
    )


def batched(table, labels, size):
    places = range(0, len(table), size)
    return lambda: ((table[at : at + size], labels[at : at + size]) for at in places)


@pytest.mark.parametrize("encoding", ["native", "onehot"])
@pytest.mark.parametrize("size", [1, 37, 300])
def test_streamed_or_not_it_is_the_same_model(encoding, size):
    more, labels = applicants(120, seed=7)
    model = TunedXGB(trials=3, trees=12, encoding=encoding, tune_rows=300, space="table19")
    whole = clone(model).fit(
        pd.concat([X, more], ignore_index=True),
        pd.concat([Y, labels], ignore_index=True),
        validation=applicants(80, 1),
    )
    streamed = clone(model).fit(
        X, Y, validation=applicants(80, 1), extra_rows=batched(more, labels, size)
    )
    assert bits(streamed) == bits(whole)
    assert history(streamed) == history(whole)
    assert streamed.encoder_.to_dict() == whole.encoder_.to_dict()


def test_a_journal_of_other_extra_rows_is_not_used_and_of_other_batches_is(tmp_path):
    path, (more, labels) = tmp_path / "trials.jsonl", applicants(120, seed=7)
    others = [batched(more, labels, 50), batched(more, labels, 7), batched(more, 1 - labels, 50)]
    for extra_rows, lines in zip([None, *others], [2, 4, 4, 6], strict=True):
        model = TunedXGB(trials=2, trees=5)
        model.fit(X, Y, validation=applicants(80, 1), journal=path, extra_rows=extra_rows)
        assert len(path.read_bytes().splitlines()) == lines


def test_extra_rows_come_without_weights_and_with_validation_rows():
    extra, held = batched(X, Y, 100), applicants(80, 1)
    with pytest.raises(RequestError, match="have no weights"):
        TunedXGB().fit(X, Y, sample_weight=np.ones(300), validation=held, extra_rows=extra)
    with pytest.raises(RequestError, match="give validation="):
        TunedXGB().fit(X, Y, extra_rows=extra)


def test_without_patience_all_trees_are_trained_on_all_rows_and_nothing_is_held_out():
    X, y = applicants()
    plain = {"trials": 0, "trees": 7, "params": {"max_depth": 3, "learning_rate": 0.2}}
    model = TunedXGB(**plain, patience=None).fit(X, y)
    assert model.booster_.num_boosted_rounds() == 7
    assert model.trials_["rows"].tolist() == [len(X)]
    given = TunedXGB(**plain, patience=None).fit(X, y, validation=(X[:50], y[:50]))
    assert given.booster_.save_raw() == model.booster_.save_raw()
    assert TunedXGB(**plain).fit(X, y).trials_["rows"].tolist() == [len(X) * 4 // 5]


def test_on_all_rows_it_takes_what_was_found_and_searches_nothing():
    X, y = applicants()
    searched = TunedXGB(**BUDGET, tune_rows=120).fit(X, y)
    again = searched.on_all_rows(searched.best_params_, trees=6).fit(X, y)
    assert again.best_params_ == searched.best_params_
    assert (again.booster_.num_boosted_rounds(), len(again.trials_)) == (6, 1)
    with pytest.raises(RequestError, match="patience=None does not look at"):
        TunedXGB(trials=2, patience=None).fit(X, y)


def test_what_was_found_in_a_space_without_a_learning_rate_gives_the_same_model():
    X, y = applicants()
    space = {"subsample": (0.5, 1.0, 0.1)}
    model = TunedXGB(trials=2, trees=12, patience=10, space=space).fit(X, y)
    again = model.with_found(model.best_params_).fit(X, y)
    assert again.booster_.save_raw() == model.booster_.save_raw()
