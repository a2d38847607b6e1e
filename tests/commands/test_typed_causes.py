"""All that can be said of causes, typed and by the data set: what is refused, and who wins."""

import pandas as pd
import pytest

from fairlab.causal import CausalGraph, Dag, IndividualAudit, TwinSettings
from fairlab.causal.assumptions import SpokenOf, earlier_columns, settled
from fairlab.causal.audit_notes import _unused
from fairlab.causal.contradictions import refuse_contradictions
from fairlab.causal.drawn_twins import kept_columns
from fairlab.causal.next_question import NextQuestion
from fairlab.causal.told import followed, known_of
from fairlab.causal.told_sentences import told_sentences, told_tables
from fairlab.commands.ask_people import _with_command
from fairlab.commands.typed_causes import with_causes
from fairlab.commands.typed_graph import settings_typed
from fairlab.data import Dataset
from fairlab.errors import DataError, RequestError
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan
from fairlab.learn import TunedXGB

TABLE = pd.DataFrame({"sex": list("mf") * 20, "bad": [0, 0, 0, 1] * 10})
TABLE = TABLE.assign(**dict.fromkeys(("age", "region", "income", "debt"), range(40)))
GRAPHS = {
    "plain.csv": "sex,income\nregion,income\nincome,bad\n",
    "late.csv": "sex,income\nincome,region\n",
    "caused.csv": "region,sex\nsex,income\n",
    "out.csv": "sex,income\nbad,income\n",
    "strange.csv": "sex,incme\nsex,debts\n",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graphs")
    for name, text in GRAPHS.items():
        (folder / name).write_text(text)
    return folder


def settings(here, typed, causes):
    """Read options and what a data set says, as every command does."""
    typed, causes = ({**one} for one in (typed, causes))
    if "graph" in causes:
        causes["graph"] = str(here / causes["graph"])
    people = SpokenOf(TABLE, "bad", ("sex", "age"), causes)
    graph = typed.pop("graph", None)
    way = str(here / graph) if graph in GRAPHS else graph
    return with_causes(settings_typed(way), people, **typed), people


FAULTS = {
    "both": (
        {"exogenous": "debt", "not_exogenous": "debt,sex"},
        {},
        "--exogenous and --not-exogenous both name `debt`, and contradict each other.",
    ),
    "not sensitive": (
        {"not_exogenous": "income"},
        {},
        "--not-exogenous: `income` is not sensitive",
    ),
    "no column": ({"before": "regon"}, {}, "--before: there is no column 'regon'. Did you mean"),
    "no column in TOML": (
        {},
        {"exogenous": ("sx",)},
        "exogenous of the data set: there is no column 'sx'. Did you mean 'sex'?",
    ),
    "the target": ({"before": "bad"}, {}, "--before: `bad` is the target"),
    "the target, allowed": ({"allowed": "bad"}, {}, "--allowed: `bad` is the target"),
    "itself": ({"before": "sex"}, {}, "--before: `sex` is asked about, and does not come before"),
    "allowed itself": ({}, {"allowed": ("sex",)}, "allowed of the data set: `sex` is asked about"),
    "before and allowed": (
        {"before": "income", "allowed": "income"},
        {},
        "--before and --allowed both name `income`, and contradict each other.",
    ),
    "before and allowed in TOML": (
        {},
        {"before": ("income",), "allowed": ("income",)},
        "before of the data set and allowed of the data set both name `income`",
    ),
    "an effect before": (
        {"graph": "late.csv", "before": "region"},
        {},
        "--graph: 'income' -> 'region' contradicts --before, which names 'region'.",
    ),
    "an effect before in TOML": (
        {},
        {"graph": "late.csv", "before": ("region",)},
        "graph of the data set: 'income' -> 'region' contradicts before of the data set",
    ),
    "an arrow into what nothing causes": (
        {"graph": "caused.csv", "exogenous": "sex"},
        {},
        "--graph: 'region' -> 'sex' contradicts --exogenous, which names 'sex'.",
    ),
    "out of the target": ({"graph": "out.csv"}, {}, "--graph: 'bad' -> 'income' goes out of"),
    "strange nodes": (
        {"graph": "strange.csv"},
        {},
        "--graph: there is no column 'incme'. Did you mean 'income'?\n"
        "--graph: there is no column 'debts'. Did you mean 'debt'?",
    ),
    "the study's way": ({"graph": "study", "before": "region"}, {}, "knows nothing before."),
    "no way": ({"graph": "none", "not_exogenous": "sex"}, {}, "the way `none` takes all"),
    "all at once": (
        {"before": "regon", "allowed": "bad", "exogenous": "age", "not_exogenous": "age,income"},
        {},
        "--not-exogenous: `income` is not sensitive",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_is_refused_in_three_lines(here, name):
    typed, causes, words = FAULTS[name]
    with pytest.raises(RequestError) as error:
        refuse_contradictions(*settings(here, typed, causes), ["sex"])
    assert words in str(error.value)
    assert len(str(error.value).splitlines()) <= 3
    if name == "all at once":
        for other in ("'regon'", "`bad` is the target", "both name `age`"):
            assert other in str(error.value)


AGE = "Assumed: `age` is no effect of `sex` (--not-exogenous says otherwise)."
SEX = "Assumed: nothing causes `sex` (--not-exogenous says otherwise)."
BEFORE = "Told ({}): `region` may cause `sex` or go with it, and never follow from it."
BUT = "Assumed: nothing causes `sex` but what comes before it (--not-exogenous says otherwise)."
FOLLOWED = {
    "nothing": ({}, {}, [SEX, AGE]),
    "before": ({"before": "region,region"}, {}, [BEFORE.format("--before"), BUT, AGE]),
    "before in TOML": ({}, {"before": ("region",)}, [BEFORE.format("the data set"), BUT, AGE]),
    "another before": (
        {"before": "region"},
        {"before": ("debt",)},
        [
            BEFORE.format("--before"),
            "Told (the data set) and not followed, for --before says otherwise: `debt` may cause "
            "`sex` or go with it, and never follow from it.",
            BUT,
            AGE,
        ],
    ),
    "exogenous": ({"exogenous": "sex"}, {}, ["Told (--exogenous): nothing causes `sex`.", AGE]),
    "exogenous in TOML": (
        {"not_exogenous": "age"},
        {"exogenous": ("sex", "age")},
        [
            "Told (the data set): nothing causes `sex`.",
            "Told (the data set) and not followed, for --not-exogenous says otherwise: nothing "
            "causes `age`.",
            "Told (--not-exogenous): others may cause `age`.",
        ],
    ),
    "not exogenous": (
        {"not_exogenous": "sex", "before": "region"},
        {},
        [
            "Told (--not-exogenous): others may cause `sex`.",
            BEFORE.format("--before"),
            "Nothing is assumed of what causes `sex`: effects are missed (--exogenous, --before).",
            AGE,
        ],
    ),
    "allowed": (
        {"allowed": "income,debt"},
        {"before": ("income",)},
        [
            "Told (the data set) and not followed, for --allowed says otherwise: `income` may "
            "cause `sex` or go with it, and never follow from it.",
            "Allowed (--allowed): nothing moves through `income`, which twins keep. How much of "
            "the gap goes that way is not identified: the graph was found, not given (--graph).",
            "Allowed (--allowed): `debt` does not move with `sex`, so that it changes nothing.",
            SEX,
            AGE,
        ],
    ),
    "a graph": (
        {"graph": "plain.csv", "before": "region"},
        {},
        [
            BEFORE.format("--before"),
            "Told (--graph): the arrows of `plain.csv`, and no others.",
        ],
    ),
    "a graph against TOML": (
        {"graph": "late.csv"},
        {"before": ("region",), "graph": "plain.csv"},
        [
            "Told (the data set) and not followed, for --graph says otherwise: `region` may cause "
            "`sex` or go with it, and never follow from it.",
            "Told (--graph): the arrows of `late.csv`, and no others.",
            "Told (the data set) and not followed, for --graph says otherwise: the arrows of "
            "`plain.csv`, and no others.",
        ],
    ),
    "TOML's graph": (
        {"before": "region", "exogenous": "sex"},
        {"graph": "late.csv"},
        [
            "Told (--exogenous): nothing causes `sex` but what comes before it.",
            BEFORE.format("--before"),
            "Told (the data set): the arrows of `late.csv`, and no others.",
            "Told (the data set) and not followed, for --before says otherwise: the arrow "
            "`income -> region`.",
        ],
    ),
    "another way than TOML's graph": (
        {"graph": "fci"},
        {"graph": "late.csv"},
        [
            "Told (the data set) and not followed, for --graph says otherwise: the arrows of "
            "`late.csv`, and no others.",
            SEX,
            AGE,
        ],
    ),
    "the study's way": (
        {"graph": "study"},
        {"before": ("region",)},
        [
            "Told (the data set) and not followed, for --graph says otherwise: `region` may cause "
            "`sex` or go with it, and never follow from it.",
        ],
    ),
}


@pytest.mark.parametrize("name", FOLLOWED)
def test_what_is_told_is_listed_by_who_says_so_and_beside_it_what_is_assumed(here, name):
    typed, causes, sentences = FOLLOWED[name]
    how, people = settings(here, typed, causes)
    refuse_contradictions(how, people, ["sex", "age"] if how.graph is None else ["sex"])
    graph = CausalGraph(how.mode, "sex", "bad", Dag.from_edges([("sex", "income")]))
    assert told_sentences(how, graph) == sentences
    tables = told_tables([("sex", known_of(how, "sex"))])
    assumed = sum(sentence.startswith("Assumed") for sentence in sentences)
    assert len(tables["assumed"]) == assumed
    assert (tables["told"]["yields_to"] != "").sum() == " ".join(sentences).count("not followed")


def test_the_command_line_goes_before_an_arrow_of_the_data_set(here):
    how, _ = settings(here, {"before": "region"}, {"graph": "late.csv"})
    assert followed(how, "sex").descendants("sex") == ("income",)
    how, _ = settings(here, {"exogenous": "sex"}, {"graph": "caused.csv"})
    assert followed(how, "sex").edges == [("sex", "income")]
    how, _ = settings(here, {"graph": "late.csv"}, {"before": ("region",)})
    assert followed(how, "sex").descendants("sex") == ("income", "region")


def test_what_comes_before_is_kept_beside_a_graph_too_and_what_is_not_in_it_is_named(here):
    how, people = settings(here, {"before": "region", "graph": "plain.csv"}, {})
    graph = CausalGraph("given", "sex", "bad", followed(how, "sex"))
    assert kept_columns(graph, how, TABLE[["sex", "income", "region"]]) == ["region"]
    assert _unused(people, how, graph) == ["Not in the graph, and so not asked about: `age`."]


def test_what_is_told_to_come_before_and_is_one_value_is_named(here):
    how, people = settings(here, {"before": "region"}, {})
    graph = CausalGraph(how.mode, "sex", "bad", Dag.from_edges([]))
    assert _unused(people, how, graph) == []
    same = people._replace(frame=TABLE.assign(region=1))
    assert _unused(same, how, graph) == [
        "Told to come before, and not learned from, for it has 1 value: `region`."
    ]


def test_of_several_attributes_one_may_come_before_another(here):
    how, people = settings(here, {"before": "sex"}, {})
    refuse_contradictions(how, people, ["sex", "age"])
    assert [one.name for one in known_of(how, "sex") if one.what == "before"] == []
    assert how.knowledge("sex").tiers == ((("age",), ("sex",)))
    assert how.knowledge("age").before("sex", "age")


@pytest.mark.parametrize(
    ("before", "again"),
    [
        ("sex", "--attribute sex --allowed debt"),
        ("sex,age", "--attribute sex --allowed debt --before age"),
    ],
)
def test_the_command_that_asks_next_about_one_is_taken(monkeypatch, here, before, again):
    monkeypatch.setattr("sys.argv", ["fairlab", "audit", "--before", before])
    how, _ = settings(here, {"before": before}, {})
    graph, empty = CausalGraph("fci", "sex", "bad", Dag.from_edges([])), pd.DataFrame()
    asked = NextQuestion("", "--allowed", "debt")
    audit = IndividualAudit(empty, graph, empty, empty, (), next_question=asked)
    assert _with_command(audit, how).next_question.command.endswith(f"fairlab audit {again}")


def test_what_comes_before_stays_so_where_others_may_cause_the_attribute_too(here):
    how, _ = settings(here, {"before": "region", "not_exogenous": "sex"}, {})
    known = how.knowledge("sex")
    assert (known.before("region", "sex"), "sex" in known.exogenous) == (True, False)
    assert earlier_columns(how, "sex") == ["region", "age"]  # which its role says is no effect


def test_in_python_a_graph_is_followed_and_what_is_set_is_told(here):
    _, people = settings(here, {}, {})
    dag = Dag.from_edges([("sex", "income")])
    assert settled(TwinSettings(graph=dag), people).mode == "given"
    with pytest.raises(RequestError, match="the way 'fci' does not follow it"):
        refuse_contradictions(TwinSettings("fci", graph=dag), people, ["sex"])
    with pytest.raises(RequestError, match="tiers and before both say"):
        TwinSettings(tiers=(("age",), ("sex",)), before=("age",))
    told = [known_of(settled(how, people), "sex") for how in SET]
    assert [[(one.what, one.name, one.by) for one in known] for known in told] == [
        [("exogenous", "age", "its role"), ("not exogenous", "sex", "the settings")],
        [("exogenous", "income", "the settings"), ("exogenous", "sex", "the settings")],
    ]


SET = (TwinSettings(exogenous=False), TwinSettings(exogenous=True, uncaused=("income",)))


def test_what_was_told_otherwise_has_other_settings(here):
    told = [
        {},
        {"before": ("region",)},
        {"before": ("region", "debt")},
        {"before": ("region, debt",)},
        {"allowed": ("income",)},
        {"exogenous": ("sex",)},
        {"graph": "plain.csv"},
        {"graph": "late.csv"},
    ]
    plain, before, *others = [settings(here, {}, causes)[0].params() for causes in told]
    assert all(one not in others[:place] for place, one in enumerate(others))
    assert plain not in [before, *others]
    assert before not in others
    typed = {"before": "region"}
    assert settings(here, typed, {})[0].params() == before
    assert settings(here, typed | {"not_exogenous": "sex"}, {})[0].params() not in (before, plain)
    assert settings(here, {"graph": "fci"}, {"graph": "late.csv"})[0].params() == plain


def test_a_run_is_named_by_what_its_data_say_of_causes():
    people = Dataset("people", TABLE, "bad", ("sex", "age"), causes={"before": ("region",)})
    [spec] = plan(
        [Strategy("baseline", TunedXGB(trials=0))], people, [0], individual=TwinSettings()
    )
    assert spec.settings["individual__before"] == "region"
    assert spec.params["individual.told"] == "before region (the data set)"
    assert spec.params["individual.assumed"] == "exogenous sex; exogenous age"
    assert "individual.told" not in spec.settings


@pytest.mark.parametrize(
    ("causes", "words"),
    [
        ({"befor": ("age",)}, "causes cannot say 'befor'. Did you mean 'before'?"),
        ({"before": "age"}, "before of causes is 'age'; it must be a list of columns"),
        ({"graph": ("a", "b")}, "it must be a file"),
    ],
)
def test_causes_of_data_in_python_are_lists_of_columns(causes, words):
    with pytest.raises(DataError, match=words):
        Dataset("people", TABLE, "bad", ("sex",), causes=causes)
