"""An audit person by person as it is read: words in the place of the names of columns."""

from dataclasses import replace

from fairlab.causal.audited import IndividualAudit
from fairlab.causal.discovery.fci import Discovery
from fairlab.causal.graph import Dag
from fairlab.data.words import Words


def worded_audit(audit: IndividualAudit, words: Words) -> IndividualAudit:
    """Put words in the place of names: of columns in the graph, of groups in all tables.

    Notes have both, as they say what may be typed.

    Returns
    -------
    IndividualAudit
        To be shown; the audit itself where nothing has words.

    Examples
    --------
    >>> import pandas as pd
    >>> from fairlab.causal.causal_graph import CausalGraph
    >>> graph = CausalGraph("given", "sex", "bad", Dag.from_edges([("sex", "income")]))
    >>> audit = IndividualAudit(pd.DataFrame(), graph, pd.DataFrame(), pd.DataFrame(), ())
    >>> worded_audit(audit, Words({"income": "Income a month"})).graph.descendants
    ('Income a month',)
    """
    if not words:
        return audit
    graph, called = audit.graph, words.column
    parents = {
        called(node): tuple(map(called, causes)) for node, causes in graph.dag.parents.items()
    }
    shown = replace(
        graph,
        attribute=called(graph.attribute),
        target=called(graph.target),
        dag=Dag(parents),
        discovery=_worded(graph.discovery, words),
        second=_worded(graph.second, words),
    )
    people, parts = (
        words.of(table.assign(attribute=graph.attribute)).drop(columns="attribute")
        for table in (audit.people, audit.decomposition)
    )
    asked = audit.next_question
    return replace(
        audit,
        rates=words.of(audit.rates),
        people=people,
        decomposition=parts,
        graph=shown,
        notes=tuple(map(words.both, audit.notes)),
        known=tuple(one._replace(name=called(one.name)) for one in audit.known),
        next_question=asked and replace(asked, when=words.both(asked.when)),
        credibility=replace(
            audit.credibility,
            columns=tuple(map(called, audit.credibility.columns)),
            left_out=tuple(map(called, audit.credibility.left_out)),
        ),
    )


def _worded(found: Discovery | None, words: Words) -> Discovery | None:
    if found is None:
        return None
    nodes = tuple(map(words.column, found.pag.nodes))
    return replace(found, pag=replace(found.pag, nodes=nodes))
