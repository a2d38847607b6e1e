"""An audit by group, from a notebook."""

from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.api.arguments import described, load_data, store_uri
from fairlab.api.audited_arrays import audit_arrays, how_read
from fairlab.api.audits import Audit, TableAudit
from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    from fairlab.audit.sources import AuditSource
    from fairlab.data import Dataset


def audit(
    source: "AuditSource | str | None" = None,
    *,
    y: Any = None,
    decision: Any = None,
    groups: Any = None,
    score: Any = None,
    weight: Any = None,
    title: str = "decisions",
    store: str | Path | None = None,
    dataset: "str | Dataset | None" = None,
    **how: Any,
) -> Audit:
    """Audit decisions by group: of a recorded run, or as arrays.

    Arrays are audited as ``fairlab audit FILE`` audits a file. Those with row labels (pandas) are
    brought into one order by them, those without are taken by place, and what may mean either is
    refused; frames and columns of pyarrow, polars and the like are taken too.

    Parameters
    ----------
    source : AuditSource or str, optional
        What to audit, or the id of a recorded run.
    y : array, shape (rows,), optional
        What happened: 1 is the bad event, missing is not known. Without it an audit says who is
        flagged and who approved.
    decision : array, shape (rows,), optional
        What was decided: 1 is flagged, 0 approved.
    groups : DataFrame or mapping, shape (rows, attributes), optional
        A column per sensitive attribute.
    score : array of float, shape (rows,), optional
        Predicted risks, which decide where ``decision`` is left out. Several by name, as a frame
        or a mapping, are a champion and its challengers.
    weight : array of float, shape (rows,), optional
        How much each row counts.
    title : str
        What the page's heading names.
    store : str or Path, optional
        Where the run is recorded.
    dataset : str or Dataset, optional
        What the run learned from; may be left out where that comes with fairlab.
    **how
        As the command line's options, of arrays alone: ``positive`` and ``approve`` (the label of
        the bad event, the decision that approves), ``threshold``, ``budget`` or ``costs`` (from
        which score on, which share of people, or where ``"FP=1,FN=20"`` costs least, is flagged),
        ``bands={"age": (25, 62)}``, ``cross=["sex*race"]``, ``reference={"race": "white"}``,
        ``pairs=["race"]`` (every two groups), ``min_size=25`` (no smaller group is compared),
        ``groups_probability={"race": ["p_a", "p_b"]}`` (columns of ``groups`` that say
        how likely each person is in each group of an attribute that is only guessed),
        ``words={"age": "Age in years", "sex:1": "male"}`` (what attributes and groups are called
        where a person reads).

    Returns
    -------
    Audit
        ``TableAudit`` of arrays.

    Raises
    ------
    RequestError
        Neither a source is given, nor groups with a decision or a score; or both are.
    DataError
        The columns do not fit each other, with everything that is wrong with them.

    References
    ----------
    docs/decisions/0016-a-file-of-decisions.md.

    Examples
    --------
    >>> import fairlab
    >>> sex = {"sex": ["f"] * 10 + ["m"] * 10}
    >>> flagged = [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8
    >>> found = fairlab.audit(y=[1] * 20, decision=flagged, groups=sex)
    >>> found.statements[["metric", "low", "high", "answer"]].round(3).iloc[0].to_dict()
    {'metric': 'recall', 'low': 0.004, 'high': 0.924, 'answer': 'differs'}
    """
    if not isinstance(title, str):
        raise RequestError(f"title must be a text, but got {described(title)}.")
    given = {"y": y, "decision": decision, "groups": groups, "score": score, "weight": weight}
    _refuse_two_sources(source, dataset, **given, **how)
    if source is None:
        found = audit_arrays(title, how=how_read(**_known(how)), **given)
        return TableAudit(found.source, found.comparison, found.groups, found.origin)
    from fairlab.audit.source_groups import audit_source
    from fairlab.report.audit_page import statements_about

    if isinstance(source, str):
        source = _source_of_run(source, store, dataset)
    return Audit(source, statements_about(source), audit_source(source))


def _known(how: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is no way to read arrays."""
    ways = [*signature(how_read).parameters]
    for name in how:
        if name not in ways:
            raise RequestError(f"fairlab.audit knows no {name!r}. {nearest(name, ways)}")
    return how


def _refuse_two_sources(source: Any, dataset: Any, **arrays: Any) -> None:
    from fairlab.audit.sources import AuditSource

    given = [what for what, values in arrays.items() if values is not None]
    if isinstance(source, str) and Path(source).suffix:  # which no id has
        raise RequestError(
            f"{source!r} is called as a file is, not as a run.\n"
            f"Audit a file: fairlab.audit_table({source!r}, groups=[...], label=..., decision=...)"
        )
    if source is not None and not isinstance(source, str | AuditSource):
        raise RequestError(
            f"The source must be an AuditSource or the id of a run, but got {described(source)}.\n"
            "Give arrays by name: fairlab.audit(y=..., decision=..., groups=...)"
        )
    if source is not None and given:
        raise RequestError(f"Give either a source or arrays to audit; leave out {given[0]}.")
    if dataset is not None and not isinstance(source, str):
        raise RequestError("A dataset is that of a recorded run: name the run's id too.")


def _source_of_run(
    run: str, store: str | Path | None, dataset: "str | Dataset | None"
) -> "AuditSource":
    from fairlab.commands.recorded_decisions import decisions_of
    from fairlab.commands.recorded_run import data_of, find_run, refuse_other_data
    from fairlab.record import open_store

    opened = open_store(store_uri(store), create=False)
    found = find_run(opened, run, None, None, None)
    data = data_of(found, {}) if dataset is None else load_data(dataset)
    refuse_other_data(found, data)
    return decisions_of(opened, found, data)
