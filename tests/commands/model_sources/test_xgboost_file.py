"""Files of xgboost: categories by their levels, trees up to where training was stopped."""

import numpy as np
import pandas as pd
import pytest
import xgboost

from fairlab.commands.model_sources import ModelRequest, find_model
from fairlab.errors import RequestError


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    return pd.DataFrame({"income": rng.random(300), "code": rng.choice([3, 7, 11], 300)})


@pytest.fixture(scope="module")
def bad(people):
    chance = np.random.default_rng(1).random(300)
    return ((people["code"] == 7) * 0.4 + people["income"] * 0.4 > chance).astype(int)


def asked(path, people):
    return find_model(ModelRequest(str(path), lambda: None)).answer(people)


def test_numbers_that_were_categories_are_categories_again(people, bad, tmp_path):
    X = people.astype({"code": "category"})
    model = xgboost.XGBClassifier(n_estimators=3, enable_categorical=True, n_jobs=1).fit(X, bad)
    model.save_model(tmp_path / "a.json")
    few = people[people["code"] != 3]
    np.testing.assert_array_equal(
        asked(tmp_path / "a.json", few), model.predict_proba(X)[few.index, 1]
    )


def test_trees_after_the_best_are_left_out(people, bad, tmp_path):
    model = xgboost.XGBClassifier(n_estimators=60, early_stopping_rounds=2, n_jobs=1)
    model.fit(people[:150], bad[:150], eval_set=[(people[150:], bad[150:])], verbose=False)
    assert model.best_iteration < 57
    model.save_model(tmp_path / "a.ubj")
    np.testing.assert_array_equal(
        asked(tmp_path / "a.ubj", people), model.predict_proba(people)[:, 1]
    )


def test_categories_without_levels_are_refused(people, bad, tmp_path):
    codes = people.assign(code=people["code"].astype("category").cat.codes).to_numpy()
    rows = xgboost.DMatrix(
        codes, bad, feature_names=list(people), feature_types=["q", "c"], enable_categorical=True
    )
    xgboost.train({"nthread": 1}, rows, 2).save_model(tmp_path / "a.json")
    with pytest.raises(RequestError, match="reads 'code' as a category"):
        asked(tmp_path / "a.json", people)


def test_another_file_is_told_in_a_line(tmp_path, people):
    (tmp_path / "a.json").write_text('{"a": 1}')
    with pytest.raises(RequestError) as error:
        asked(tmp_path / "a.json", people)
    assert "save_model of xgboost" in str(error.value)
    assert len(str(error.value).splitlines()) == 2
