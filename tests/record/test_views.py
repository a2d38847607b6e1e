import itertools
import json

from fairlab.record.views import TAG, decode, experiment_tags, view_links

PARITIES = ("fair.sex/recall_parity", "fair.age/recall_parity")


def _state(key):
    return decode(json.loads(experiment_tags("fairlab/toy", PARITIES)[TAG + key])["state"])


def test_every_view_has_a_link_and_every_link_a_view():
    tags = experiment_tags("fairlab/toy", PARITIES)
    views = {name.removeprefix(TAG) for name in tags if name.startswith(TAG)}
    assert views == view_links("", "1").keys() - {"runs"}


def test_a_view_is_wrapped_as_mlflow_wants_it():
    view = json.loads(experiment_tags("fairlab/toy")[f"{TAG}seeds"])
    kinds = {name: type(value) for name, value in view.items()}
    assert kinds == {"name": str, "createdAt": int, "updatedAt": int, "state": str}


def test_the_leaderboard_groups_by_strategy_and_shows_the_parities():
    state = _state("leaderboard")
    assert state["groupBy"]["groupByKeys"] == [{"mode": "param", "groupByData": "strategy"}]
    assert "metrics.`fair.age/recall_parity`" in state["selectedColumns"]


def test_the_tradeoff_charts_each_gain_against_each_parity():
    charts = _state("tradeoff")["compareRunCharts"]
    pairs = {(chart["xaxis"]["key"], chart["yaxis"]["key"]) for chart in charts}
    assert pairs == set(itertools.product(PARITIES, ("test/recall", "test/auprc")))


def test_views_fit_into_a_tag_even_with_many_attributes():
    many = [f"fair.attribute_{i}/recall_parity" for i in range(30)]
    assert max(map(len, experiment_tags("fairlab/toy", many).values())) < 20_000
