"""The answer of an audit: what differs, what is alike, what is open, and by how much at most."""

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups
from fairlab.audit.sources import AuditSource
from fairlab.report.audit_page import audit_answer, audit_page, statements_about
from fairlab.report.pages import render

OLD_WORDS = ("within chance", "cannot be told", "told from chance", "more than chance")


def source(y, flagged, sex, **about) -> AuditSource:
    groups = pd.DataFrame({"sex": pd.Categorical(sex)})
    return AuditSource("t", "a", pd.Series(y), pd.Series(flagged), groups, **about)


def answer(*given, **about) -> list[str]:
    return audit_answer(statements_about(source(*given, **about)))


HALVES = ["f"] * 1000 + ["m"] * 1000


def test_what_differs_is_named_with_its_counts_and_its_band():
    flagged = np.resize([1, 0], 2000) * np.repeat([1, 0], 1000)
    _, counts, differs, alike = answer([1] * 2000, flagged + np.repeat([0, 1], 1000), HALVES)
    assert counts.startswith("decisions: 3 of 4 statements differ, 1 is alike")
    assert "recall by sex, f .500 (1.0k) and m 1.00 (1.0k), -.500 (band -.5" in differs
    assert alike == "Alike: precision within 0.1 by sex."


def test_equal_groups_are_alike_where_they_are_many_and_open_where_they_are_few():
    flagged = np.resize([1, 0], 4000)
    many = answer([1] * 4000, flagged, HALVES * 2)
    assert many[1].startswith("decisions: 0 of 4 statements differ, 4 are alike")
    few = answer([1] * 40, flagged[:40], ["f"] * 20 + ["m"] * 20)
    assert few[1].startswith("decisions: 0 of 4 statements differ, 4 are open")
    assert "recall by sex up to ." in few[-1]


def test_nobody_to_compare_is_said_and_not_called_alike():
    _, counts, left = answer([0] * 20, [0] * 20, ["f"] * 10 + ["m"] * 10)
    assert "1 is open, 3 are undefined" in counts
    assert left == "Open: approval rate by sex up to x 1.55."
    (_, nobody) = answer([0] * 20, [0] * 20, ["f"] * 20)
    assert "no groups to compare" in nobody


def test_one_test_set_speaks_of_these_decisions_alone_and_folds_do_not():
    given = ([1, 0] * 1000, np.resize([1, 0, 0], 2000), HALVES)
    assert "these decisions alone" in answer(*given)[0]
    folded = answer(*given, folds=np.arange(2000) % 5, design="folds")[0]
    assert "these decisions alone" not in folded
    assert "a model that had not seen them (5 folds)" in folded


def test_the_page_has_the_answer_the_statements_and_the_groups_but_no_old_verdict():
    given = source([1, 0] * 1000, np.resize([1, 0, 0], 2000), HALVES)
    comparison = statements_about(given)
    groups = audit_groups(given.y, given.decision, given.groups)
    html = render(audit_page(given, comparison, groups, ()))
    assert "What separates the groups" in html
    assert html.index("f against m") < html.index("floor")
    assert not any(words in html for words in OLD_WORDS)


def test_the_page_says_what_the_decision_needs():
    told = {"decision_reads_features": True, "decision_columns": ("amount",)}
    given = source([1, 0] * 1000, np.resize([1, 0, 0], 2000), HALVES, **told)
    groups = audit_groups(given.y, given.decision, given.groups)
    page = audit_page(given, statements_about(given), groups, ())
    assert "The decision needs the score, the features and `amount`." in page.about
