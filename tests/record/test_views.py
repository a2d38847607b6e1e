import itertools
import json

from fairlab.record.links import view_links
from fairlab.record.views import LOADED, TAG, decode, experiment_tags

PARITIES = ("fair.sex/recall_parity", "fair.age/recall_parity")


def _state(key, runs=20):
    return decode(json.loads(experiment_tags("fairlab/toy", PARITIES, runs)[TAG + key])["state"])


def test_every_view_has_a_link_and_every_link_a_view():
    tags = experiment_tags("fairlab/toy", PARITIES)
    views = {name.removeprefix(TAG) for name in tags if name.startswith(TAG)}
    assert views == view_links("", "1").keys() - {"runs"}
    for view, link in view_links("", "1").items():
        assert view == "runs" or f"viewStateShareKey={view}" in link


def test_a_view_is_wrapped_as_mlflow_wants_it():
    view = json.loads(experiment_tags("fairlab/toy")[f"{TAG}seeds"])
    kinds = {name: type(value) for name, value in view.items()}
    assert kinds == {"name": str, "createdAt": int, "updatedAt": int, "state": str}


def test_the_leaderboard_fits_a_window_of_1440_pixels():
    state = _state("leaderboard")
    names = ("test/auprc", "test/recall", "test/precision", "gap.sex/recall", "gap.age/recall")
    assert state["selectedColumns"] == [f"metrics.`{name}`" for name in names]
    many = [f"fair.an_attribute_{i}/recall_parity" for i in range(30)]
    tag = experiment_tags("fairlab/toy", many)[f"{TAG}leaderboard"]
    assert 600 < sum(decode(json.loads(tag)["state"])["columnWidths"].values()) <= 820


def test_gaps_that_are_named_are_shown_in_their_order_in_the_place_of_those_of_parities():
    gaps = ["gap.age.old/selection_rate", "gap.sex/recall"]
    tag = experiment_tags("fairlab/toy", PARITIES, gaps=gaps)[f"{TAG}leaderboard"]
    shown = decode(json.loads(tag)["state"])["selectedColumns"]
    assert shown[3:] == [f"metrics.`{name}`" for name in gaps]


def test_bands_show_summaries_with_spread():
    state = _state("bands")
    assert "'summary'" in state["searchFilter"]
    for what in ("", ".sd", ".low", ".high"):
        assert f"metrics.`test/auprc{what}`" in state["selectedColumns"]
    for what in ("", ".low", ".high"):
        assert f"metrics.`gap.age/recall{what}`" in state["selectedColumns"]


def test_the_means_are_bars_of_summaries():
    state = _state("means")
    assert "'summary'" in state["searchFilter"]
    bars = [chart["metricKey"] for chart in state["compareRunCharts"]]
    assert bars[:5] == ["test/auprc", "test/recall", "test/precision", *PARITIES]
    sections = {chart["metricSectionId"] for chart in state["compareRunCharts"]}
    assert sections == {section["uuid"] for section in state["compareRunSections"]}


def test_seeds_are_grouped_only_while_mlflow_loads_them_all():
    assert "'run'" in _state("seeds")["searchFilter"]
    grouped = [{"mode": "param", "groupByData": "strategy"}]
    assert _state("seeds", LOADED)["groupBy"]["groupByKeys"] == grouped
    assert _state("seeds", LOADED + 1)["groupBy"] is None


def test_the_tradeoff_charts_each_gain_against_each_parity():
    charts = _state("tradeoff")["compareRunCharts"]
    pairs = {(chart["xaxis"]["key"], chart["yaxis"]["key"]) for chart in charts}
    assert pairs == set(itertools.product(PARITIES, ("test/recall", "test/auprc")))
    assert len({chart["uuid"] for chart in charts}) == len(charts)


def test_views_fit_into_a_tag_even_with_many_attributes():
    many = [f"fair.attribute_{i}/recall_parity" for i in range(30)]
    assert max(map(len, experiment_tags("fairlab/toy", many).values())) < 20_000
