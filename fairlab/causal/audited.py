"""What came of asking about people one by one, for one attribute."""

from dataclasses import dataclass, field

import pandas as pd

from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.graph import Dag
from fairlab.causal.next_question import NextQuestion
from fairlab.causal.told import Told
from fairlab.causal.twins.credibility import Credibility


@dataclass(frozen=True)
class IndividualAudit:
    """The answer for one attribute.

    Parameters
    ----------
    rates : DataFrame
        A row per group, level that it is moved to, and flip rate: attribute, mode, group, to,
        rate, value, low and high (its spread), ``none`` (the value without discovery, NaN where
        its twins are not credible), ``halved`` and ``doubled`` (had the attribute half or twice
        the effects), flips, of, descendants (how many were found), ``tables`` (drawn ones by which
        low and high are calibrated, 0 for a spread), note.
    graph : CausalGraph
        What was computed with.
    people : DataFrame
        A row per test row and level, with the index of the test row: group, to, flagged, and
        ``flagged_twin``, the probability that the twin is flagged; ``low`` and ``high``, between
        which it lies whether person and twin share the noise of levels as far as can be, or not
        at all (NaN where withheld).
    twins : DataFrame
        One draw of the twins, in the rows of ``people``.
    notes : tuple of str
        Assumptions and cautions, as sentences.
    credibility : Credibility
        How well the twins of one group pass for people of the other. Where they do not, every
        rate is undefined; ``people`` and ``twins`` show what was withheld.
    decomposition : DataFrame
        Why groups are flagged more or less often, as ``with_spreads`` gives it.
    next_question : NextQuestion, optional
        The option that tells most when it is added; None where none tells more.
    known : tuple of Told
        What was told of causes and what was assumed, as ``known_of`` lists it.
    """

    rates: pd.DataFrame
    graph: CausalGraph
    people: pd.DataFrame
    twins: pd.DataFrame
    notes: tuple[str, ...]
    credibility: Credibility = field(default_factory=Credibility)
    decomposition: pd.DataFrame = field(default_factory=pd.DataFrame)
    next_question: NextQuestion | None = None
    known: tuple[Told, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether no rate is told; the study's way is shown as it is, credible or not."""
        return not self.credibility.credible and self.graph.mode != "study"

    @property
    def kept(self) -> tuple[str, ...]:
        """What follows from the attribute and stays, as a difference through it is allowed."""
        allowed = {one.name for one in self.known if one.what == "allowed" and not one.yields_to}
        causes = self.graph.dag.parents.items()
        cut = Dag({name: () if name in allowed else parents for name, parents in causes})
        moving = cut.descendants(self.graph.attribute)
        return tuple(name for name in self.graph.descendants if name not in moving)

    @property
    def tells_rates(self) -> bool:
        """Whether flip rates say something: twins are credible, and not all are decided alike."""
        return not (self.withheld or self.same_for_all)

    @property
    def same_for_all(self) -> str:
        """Say of a model that decides alike about everybody and every twin what it decides."""
        answers = self.people["flagged_twin"]
        for said, share in (("Nobody", 0), ("Everybody", 1)):
            if (self.people["flagged"] == share).all() and (answers == share).all():
                return said
        return ""
