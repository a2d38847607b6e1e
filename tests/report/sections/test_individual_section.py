"""What is drawn and said of an individual audit."""

from dataclasses import replace
from io import StringIO

import pandas as pd
import pytest
from rich.console import Console

from fairlab.causal import CausalGraph, Dag, IndividualAudit
from fairlab.causal.next_question import NextQuestion
from fairlab.causal.told import Told
from fairlab.causal.twins.credibility import Credibility
from fairlab.causal.twins.flows import COUNTS, flows
from fairlab.causal.worded_audit import worded_audit
from fairlab.commands.audit_tables import show_people
from fairlab.data.words import Words
from fairlab.report.pages import Page, render
from fairlab.report.sections.causal_figures import flow_figure, graph_figure
from fairlab.report.sections.individual_messages import FAIRER, next_step, verdict
from fairlab.report.sections.individual_section import individual_section
from fairlab.report.sections.people_overview import overview_section, people_sentences
from tests.our_script import without_ours

SCRIPT = "<script>alert(1)</script>"
ASKED = NextQuestion("if `income` comes before `sex`", "--before", "income")


def made(name="sex", effects=("income", "debt"), value=0.25, group="f"):
    people = pd.DataFrame(
        {
            "group": [group] * 4 + ["m"] * 4,
            "to": "opposite",
            "flagged": [True, True, False, False] * 2,
            "flagged_twin": [1.0, 0.0, 0.5, 0.0] * 2,
            "low": [1.0, 0.0, 0.25, 0.0] * 2,
            "high": [1.0, 0.5, 0.5, 0.0] * 2,
        }
    )
    row = {"group": group, "to": "opposite", "value": value, "low": 0.125, "high": 0.5}
    row |= {"none": 0.25, "halved": 0.125, "doubled": 0.375, "flips": 1.0, "of": 4.0}
    row |= {"tables": 0, "note": ""}
    rates = pd.DataFrame([row | {"rate": f"FR{place}"} for place in range(1, 6)])
    dag = Dag.from_edges([(name, effect) for effect in effects], [name])
    graph = CausalGraph("given", name, "fraud", dag)
    return IndividualAudit(rates, graph, people, pd.DataFrame(), ("A note.",))


def constant(share):
    people = made().people.assign(flagged=bool(share), flagged_twin=share)
    return replace(made(value=0.0), people=people)


def test_every_person_is_in_one_band():
    table = flows(made().people)
    assert (table[list(COUNTS)].sum(axis=1) == table["people"]).all()
    assert (table["stay"] + table["freed"] == table["flagged"]).all()
    assert (table["stay"] + table["new"] == table["flagged_twins"]).all()


def test_the_figure_of_a_graph_names_its_nodes_and_marks_two():
    text = graph_figure(made().graph)
    assert all(f">{name}<" in text for name in ("sex", "income", "debt", "fraud"))
    assert "stroke-dasharray" not in text


def test_an_arrow_that_was_assumed_is_dashed():
    from fairlab.causal import discovered_graph
    from fairlab.causal.discovery.knowledge import Knowledge
    from tests.causal.worlds import FEATURES, World

    frame = World(share=0.7).people(800, 0)[0][["person", *FEATURES, "fraud"]]
    graph = discovered_graph(frame, Knowledge(exogenous=("person",)))
    assert not graph.edges["certain"].all()
    assert "stroke-dasharray" in graph_figure(graph)


def test_arrows_that_are_too_many_to_draw_are_a_table():
    effects = [f"amount_of_payment_{number}" for number in range(20)]
    section = individual_section(made(effects=effects))
    listed, arrows = section.panels[:2]
    assert [row[:2] for row in listed.sheet.rows] == [[name, "sex"] for name in effects]
    assert (listed.pictures, listed.text) == ((), "Mode `given`: 20 columns move with `sex`.")
    assert (arrows.title, arrows.folded) == ("All 20 arrows", True)


def test_names_that_begin_alike_are_told_apart_in_the_figure():
    area = "Postcode area, four digits and"
    text = graph_figure(made(effects=(f"{area} a letter", f"{area} two letters")).graph)
    assert "a letter" in text
    assert "two letters" in text


def test_the_same_flow_gives_the_same_figure():
    table = flows(made().people)
    assert flow_figure(table) == flow_figure(table)
    assert "f: 4 people" in flow_figure(table)


def test_nobody_flagged_can_be_drawn():
    table = flows(made().people.assign(flagged=False, flagged_twin=0.0))
    assert "flagged 0" in flow_figure(table)


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        (made(), "group f, 25.0 % would have been decided about otherwise (FR1; spread 12.5 to"),
        (made(), "to 50.0 %; 12.5 to 37.5 % had it half or twice its effects); without"),
        (made(), "No direction of `sex` is shown by exact sign tests given these twins: f (1 of 4"),
        (made(), "for 75.0 % of people all draws of their twin agree, and for 50.0 %"),
        (constant(0.0), "Nobody is flagged, as they are and as their twins, so that no decision"),
        (constant(1.0), "Everybody is flagged, as they are and as their twins"),
        (made(value=0.0), "no decision flips, although 2 columns move with it"),
        (made(value=0.0, effects=()), "0 because nothing was found is not fair"),
    ],
)
def test_the_verdict_tells_fair_from_not_found(audit, said):
    assert said in verdict(audit)


def test_a_chapter_has_the_figures_their_numbers_and_the_notes():
    section = individual_section(made())
    assert section.text == ""  # as the answer of the page says it
    assert individual_section(made(), alone=False).text == f"{verdict(made())} {FAIRER}"
    assert "the truth lay between in 8 of 10 cases" in section.panels[2].text
    assert [len(panel.pictures) for panel in section.panels] == [1, 1, 0]
    assert all(panel.sheet.rows for panel in section.panels)
    html = render(Page("", "", [], [], [section], ""))
    said = ("Whether twins pass", "<figure>", "Notes (1)", "A note.")
    assert (places := [html.index(one) for one in said]) == sorted(places)


def test_what_is_allowed_is_kept_with_what_moves_through_it_alone():
    dag = Dag.from_edges([("sex", "income"), ("income", "debt"), ("sex", "job")])
    allowed = Told("allowed", "income", "--allowed")
    audit = replace(made(), graph=CausalGraph("given", "sex", "fraud", dag), known=(allowed,))
    told = individual_section(audit).panels[0].text
    assert told.startswith(
        "Mode `given`: 1 column moves with `sex`: `job`; kept, as a difference is allowed: "
        "`income`, `debt`."
    )


def test_of_a_model_that_flags_nobody_no_rate_and_no_next_step_is_told():
    section = individual_section(constant(0.0))
    assert [panel.title for panel in section.panels] == ["The graph"]
    assert next_step(replace(constant(0.0), next_question=ASKED)) == ""


def test_the_next_step_is_a_command_where_one_was_typed_and_in_words_of_the_data():
    audit = replace(made(), next_question=ASKED)
    assert next_step(audit) == "Next: if `income` comes before `sex`, ask again: `--before income`"
    typed = replace(audit, next_question=replace(ASKED, command="fairlab audit --before income"))
    worded = worded_audit(typed, Words({"income": "Income a month"}))
    assert next_step(worded) == (
        "Next: if Income a month (`income`) comes before `sex`, ask again: "
        "`fairlab audit --before income`"
    )
    console = Console(width=40, file=StringIO())
    show_people([typed], console)
    assert console.file.getvalue().splitlines()[-1] == "  fairlab audit --before income"


def test_of_many_attributes_the_answer_is_one_sentence_and_a_table():
    tested = Credibility(0.9, 0.88, 0.92, ("income",), note="")
    audits = [made(), made("age", value=0.0), replace(made("job"), credibility=tested), made("x")]
    (said,) = people_sentences(audits)
    assert said == (
        "Of 4 attributes person by person, no decision flips: `age`; no direction is shown: `sex`, "
        "`x`; withheld: `job`."
    )
    section = overview_section(audits)
    assert [row[1] for row in section.panels[0].sheet.rows] == [
        "no direction is shown", "no decision flips", "withheld", "no direction is shown",
    ]  # fmt: skip
    assert "FR1: all whose decision flips" in section.panels[1].text
    flips = individual_section(made(), alone=False).panels[2]
    assert "FR1: all whose decision flips" not in flips.text
    assert people_sentences(audits[:1]) == [verdict(made()), FAIRER]


def test_twins_that_are_given_away_have_no_rates_but_a_reason():
    tested = Credibility(0.9, 0.88, 0.92, ("income",), note="")
    audit = replace(made(), credibility=tested)
    section = individual_section(audit)
    assert [panel.title for panel in section.panels] == ["The graph"]
    assert "withheld" in verdict(audit)
    assert "`income` gives them away (AUC 0.900, 95 % 0.880 to 0.920" in verdict(audit)
    assert "--graph FILE" in section.items[0]
    assert "`Income a month` gives" in verdict(
        worded_audit(audit, Words({"income": "Income a month"}))
    )


@pytest.mark.parametrize(
    ("tested", "said"),
    [
        (Credibility(0.5, 0.48, 0.52, note=""), "Twins pass for people: trees tell"),
        (Credibility(0.52, 0.45, 0.59, note=""), "There are too few people to tell whether twins"),
        (Credibility(0.52, 0.51, 0.53, ("income",), note=""), "0.53 the limit, by `income`"),
    ],
)
def test_twins_pass_only_where_enough_people_say_so(tested, said):
    assert said in individual_section(replace(made(), credibility=tested)).items[0]


def test_of_several_folds_it_says_that_everybody_was_asked_about_once():
    *_, asked = individual_section(made(), folds=5).notes
    assert asked.startswith("Everybody was asked about once, each by the one of 5 models")


def test_a_verdict_is_about_no_single_person_where_there_are_groups():
    one, many = made(group="x", value=1.0), made(value=0.25)
    rates = pd.concat([one.rates.assign(of=1.0), many.rates.assign(of=500.0)], ignore_index=True)
    assert "Of the group f" in verdict(replace(many, rates=rates))


def test_rates_are_read_at_80_columns_and_a_verdict_takes_a_few_lines():
    rates = made().rates.assign(group="Amer-Indian-Eskimo", to="Asian-Pac-Islander", of=16_281)
    audit = replace(made(), rates=rates)
    console = Console(width=80, file=StringIO())
    show_people([audit], console)
    lines = console.file.getvalue().splitlines()
    assert "Amer-Indian-Eskimo as Asian-Pac-Islander" in " ".join(lines)
    assert sum("1 of 16,281" in line for line in lines) == 5
    assert len(verdict(audit)) < 6 * 80


def test_names_are_no_markup():
    section = individual_section(made(name=SCRIPT, effects=("$a_1$",), group=SCRIPT))
    html = render(Page("", "", [], [verdict(made(name=SCRIPT))], [section], ""))
    assert "<script>" not in without_ours(html)
    assert "$a_1$" in html
