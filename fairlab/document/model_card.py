"""A model card, with the metadata of the Hugging Face Hub at its head.

The parts are those of Mitchell et al. (2019), Model cards for model reporting.
"""

import json
from math import isfinite
from typing import Any

from fairlab.audit.registry import metric_words
from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.comparison_sentences import about_sentence
from fairlab.compare.statement_words import band, figure
from fairlab.document.documentation import CLAIMS_NOTHING, predicted
from fairlab.document.evidence import MODEL, PEOPLE, Evidence, runs_of
from fairlab.document.traced_cells import from_runs, said, traced, words_panel
from fairlab.report.pages import Page, Panel, Section, Sheet
from fairlab.report.pages.markdown import markdown_page
from fairlab.report.pages.numbers import count

# The names of the Hub where it has the metric; others stand under their own.
HUB = {"auc": "roc_auc", "mcc": "matthews_correlation", "brier": "brier_score"}


def model_card(evidence: Evidence) -> Page:
    """Lay out the model card."""
    name = evidence.said.texts.get("system.name", evidence.runs.dataset)
    whom = about_sentence(evidence.own)
    return Page(
        title=f"{name}: model card",
        about=f"Made on {evidence.made} of the strategy {evidence.strategy}.",
        figures=[],
        answer=[said("card/people", whom, evidence.source),
                predicted("card", evidence), CLAIMS_NOTHING],
        sections=[
            Section("Model details", "", [_details(evidence)], _model(evidence)),
            Section("Intended use", "", [words_panel(evidence, "system.purpose",
                    "decisions.decided", "decisions.persons", "system.instructions")]),
            Section("Metrics", "", [_accuracy(evidence)]),
            Section("Factors: what separates groups", "", items=[
                said(f"card/groups/{at}", text, evidence.source)
                for at, text in enumerate(audit_sentences(evidence.own))]),
            Section("Training and evaluation data", "",
                    [words_panel(evidence, "data.origin", "data.period", "data.selection")],
                    [_data(evidence)]),
            Section("What was tried", "", items=_tried(evidence)),
            Section("Ethical considerations, caveats and recommendations", "",
                    [words_panel(evidence, "risks.foreseen", "risks.harms", "data.gaps")]),
        ],
        footer="Every figure stands with its runs in the technical documentation beside this file.",
    )  # fmt: skip


def card_markdown(evidence: Evidence, page: Page) -> str:
    """Write the card with its metadata, as the Hub reads it from a ``README.md``.

    Parameters
    ----------
    evidence : Evidence
    page : Page
        What ``model_card`` gave.
    """
    return f"---\n{_yaml(_metadata(evidence))}\n---\n\n{markdown_page(page)}"


def _metadata(evidence: Evidence) -> dict[str, Any]:
    levels = evidence.own.levels
    measured = [
        {
            "type": HUB.get(row.metric, row.metric),
            "name": row.metric,
            "value": round(row.estimate, 4),
        }
        for row in levels.itertuples()
        if isfinite(row.estimate)
    ]
    task = {"type": "tabular-classification", "name": "Tabular Classification"}
    data = {"type": evidence.runs.dataset, "name": evidence.runs.dataset}
    result = {"task": task, "dataset": data, "metrics": measured}
    name = evidence.said.texts.get("system.name", f"{evidence.runs.dataset}-{evidence.strategy}")
    return {
        "library_name": "fairlab",
        "pipeline_tag": "tabular-classification",
        "tags": ["tabular-classification", "credit-risk", "fairness"],
        "metrics": [one["type"] for one in measured],
        "model-index": [{"name": name, "results": [result]}],
    }


def _yaml(content: Any, depth: int = 0) -> str:
    """Write YAML in blocks; a text as JSON writes it is one of YAML too."""
    room = "  " * depth
    if isinstance(content, dict):
        lines = [f"{room}{key}:{_value(value, depth)}" for key, value in content.items()]
    else:
        lines = [f"{room}-{_entry(value, depth)}" for value in content]
    return "\n".join(lines)


def _value(value: Any, depth: int) -> str:
    if isinstance(value, dict | list):
        return f"\n{_yaml(value, depth + 1)}"
    return f" {json.dumps(value, ensure_ascii=False)}"


def _entry(value: Any, depth: int) -> str:
    if isinstance(value, dict):
        return f" {_yaml(value, depth + 1).lstrip()}"
    return _value(value, depth)


def _details(evidence: Evidence) -> Panel:
    return words_panel(evidence, "system.name", "system.provider", "system.version")


def _model(evidence: Evidence) -> list:
    version = evidence.version
    if version is None:
        return []
    return [
        said(f"card/model/{at}", text, (MODEL,))
        for at, text in enumerate([f"{version.address}.", *version.card.split("\n\n")])
    ]


def _accuracy(evidence: Evidence) -> Panel:
    rows = [
        (metric_words(row["metric"]),
         traced(f"card/{row['metric']}", row["estimate"], figure(row, "estimate"), evidence.source),
         traced(f"card/{row['metric']}/band", [row["low"], row["high"]], band(row),
                evidence.source))
        for row in evidence.own.levels.to_dict("records")
    ]  # fmt: skip
    text = from_runs("Bands hold at 95 % for all of them at once.", evidence.source)
    return Panel("", text, sheet=Sheet(("Metric", "Figure", "Band"), rows))


def _data(evidence: Evidence) -> Any:
    rows, bad = len(evidence.people), int(evidence.people["y"].sum())
    text = f"{evidence.runs.dataset}: {count(rows)} rows, {count(bad)} of them bad events."
    return said("card/data", text, (PEOPLE,))


def _tried(evidence: Evidence) -> list[str]:
    against = runs_of(evidence.tried.against)
    return [
        said(f"card/tried/{name}", sentence, (against, runs_of(name)))
        for name, sentence in evidence.changed.items()
    ]
