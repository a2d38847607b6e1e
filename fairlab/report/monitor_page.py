"""The history of a monitor as one page: the answers, evidence and gaps by block, drift, batches."""

from collections.abc import Iterator, Mapping
from datetime import date

from fairlab import __version__
from fairlab.audit.registry import rate_words
from fairlab.compare.statement_words import number
from fairlab.data.messages import begun, plain
from fairlab.monitor.drift_index import drift_of_blocks
from fairlab.monitor.e_statements import ALARM, EStatement, Evaluated
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.monitor_words import about, answered, e_value, summary
from fairlab.monitor.watched_state import State
from fairlab.report.pages import Page, Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.monitor_history import history_section
from fairlab.report.sections.monitored_groups import group_section

ANSWERS = (
    "Alarm: with the decisions of that month the evidence reached {limit:,.0f}; the gap is a mean "
    "since the month in which it most likely began, in brackets its band. Nothing: the whole band "
    "lies within the difference that does not matter. Too early: neither yet; the difference may "
    "still be as large as is said. Evidence (e-value): how many times as large it is as it would "
    "be on average if groups differed by no more than what does not matter. Worth a look: it ranks "
    "high among all of them (e-BH), which is no alarm."
)
HOW = (
    "A difference that does not matter is at most {delta}. While all differences are, an alarm is "
    "given in at most {alpha} of processes, however often one looks: an e-value is then at most 1 "
    "on average, and ever reaches {limit:,.0f} in at most one case of {limit:,.0f}.",
    "Who is flagged counts with the batch. What needs labels counts by cohort, once, with the "
    "labels that are known when they are final; who has none is left out of it. The month of an "
    "alarm is that of the decisions.",
    "A gap is the mean over the blocks, each by the people in both groups. Its band holds for all "
    "looks and all gaps at once, also where differences change; an alarm rests on the e-value, "
    "which is sharper, so that a band may reach below the difference that does not matter.",
    "People count as independent. A person with several decisions counts in each.",
)


def monitor_page(
    name: str, state: State, settings: MonitorSettings, found: Mapping[int, Evaluated]
) -> Page:
    """Lay out what a monitor says so far.

    Parameters
    ----------
    name : str
    state : State
    settings : MonitorSettings
    found : mapping of int to Evaluated
        By process.
    """
    current = state.current
    assert current
    found = {number: one.in_words for number, one in found.items()}
    own = found[current.number]
    people = sum(one.people for one in state.batches(current.number))
    alarms = [one for one in own.statements if one.answer == ALARM]
    return Page(
        title=f"Monitor: {plain(name)}",
        about=f"Process {current.number}, since {date.fromordinal(current.began)}.",
        figures=[
            (count(people), "people"),
            (str(len(own.decided)), "batches"),
            (str(len(own.labelled)), "cohorts with labels"),
            (str(len(alarms)), "alarm" if len(alarms) == 1 else "alarms"),
        ],
        answer=[
            summary(own),
            *(f"{begun(about(one))}: {answered(one, own)}." for one in alarms),
        ],
        sections=[
            _answers(own),
            history_section(own),
            *group_section(own),
            *_drift(own),
            _processes(state, found),
            _batches(state),
            Section("How to read it", items=[*_how(settings, own)]),
        ],
        footer=f"fairlab {__version__}",
    )


def _how(settings: MonitorSettings, own: Evaluated) -> Iterator[str]:
    delta = ", ".join(
        [number(settings.delta), *(f"{number(of)} ({one})" for one, of in settings.deltas.items())]
    )
    for sentence in HOW:
        yield sentence.format(delta=delta, alpha=percent(settings.alpha), limit=own.limit)


def _answers(own: Evaluated) -> Section:
    rows = [
        [
            plain(one.attribute), rate_words(one.measure), _pair(one), answered(one, own),
            number(one.values[0]), number(one.values[1]), e_value(one.highest),
            "yes" if one.named else "no",
        ]
        for one in own.statements
    ]  # fmt: skip
    headings = ("attribute", "measure", "furthest apart", "says", "first\nrate", "other\nrate",
                "evidence\n(e)", "worth\na look")  # fmt: skip
    text = ANSWERS.format(limit=own.limit)
    return Section("What is shown", text, [Panel("", sheet=Sheet(headings, rows, texts=4))])


def _pair(one: EStatement) -> str:
    if one.pair is None:
        return "-"
    rest = "the others" if one.pair.rest == "rest" else plain(one.pair.rest)
    return f"{plain(one.pair.group)} against {rest}"


def _drift(own: Evaluated) -> Iterator[Section]:
    rows = [
        [
            plain(own.decided[one.block].name),
            plain(own.words.column(one.of)),
            number(one.index),
            number(one.by_chance),
        ]
        for one in drift_of_blocks(own.decided)
    ]
    if rows:
        text = (
            "How far the shares of groups, and the scores in tenths, are from those of the first "
            "batch: the population stability index, and what it stays below in 95 of 100 cases "
            "where nothing has moved. It describes: no alarm is given on it, and many people make "
            "any index larger than chance."
        )
        sheet = Sheet(("batch", "of", "index", "by chance"), rows, texts=2)
        yield Section("Drift", text, [Panel("", sheet=sheet, folded=True)])


def _processes(state: State, found: Mapping[int, Evaluated]) -> Section:
    rows = [
        [
            str(one.number), str(date.fromordinal(one.began)),
            str(date.fromordinal(one.ended)) if one.ended else "-", plain(one.version) or "-",
            one.reason or "the first", summary(found[one.number]),
        ]
        for one in state.processes()
    ]  # fmt: skip
    headings = ("process", "began", "ended", "version", "as", "says")
    text = "Each holds its level by itself; an alarm of an earlier one stays on record."
    return Section("Processes", text, [Panel("", sheet=Sheet(headings, rows, texts=6))])


def _batches(state: State) -> Section:
    rows = [
        [plain(one.name), count(one.people), str(date.fromordinal(one.first)),
         str(date.fromordinal(one.last)), str(one.process), one.sha256[:12]]
        for one in state.batches()
    ]  # fmt: skip
    headings = ("batch", "people", "from", "to", "process", "hash")
    return Section("Batches", panels=[Panel("", sheet=Sheet(headings, rows), folded=True)])
