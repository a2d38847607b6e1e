"""Groups are called by their words in every table of an audit person by person."""

import pandas as pd

from fairlab.causal.audited import IndividualAudit
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.graph import Dag
from fairlab.causal.worded_audit import worded_audit
from fairlab.data.words import Words


def test_groups_have_their_words_in_rates_flows_and_gaps():
    pair = pd.DataFrame({"group": ["1"], "to": ["2"]})
    graph = CausalGraph("given", "sex", "bad", Dag.from_edges([("sex", "income")]))
    audit = IndividualAudit(pair.assign(attribute="sex"), graph, pair, pair, (), decomposition=pair)
    words = Words({"sex": "Sex"}, {"sex": {"1": "male", "2": "female"}})
    shown = worded_audit(audit, words)
    for table in (shown.rates, shown.people, shown.decomposition):
        assert table[["group", "to"]].to_numpy().tolist() == [["male", "female"]]
