"""The audit of a table, also person by person where a model can be asked about twins."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console

from fairlab.commands.typed_causes import CAUSES, with_causes
from fairlab.errors import RequestError
from fairlab.report.decision_page import decision_page
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.causal import TwinSettings
    from fairlab.causal.assumptions import SpokenOf
    from fairlab.commands.audit_file import FileAudit
    from fairlab.data import Dataset
    from fairlab.data.decisions.asked import Asked
    from fairlab.experiment.inquiry import Inquiry

OTHERS = ("graph", "view", "columns", "calibrate")
OF_INDIVIDUAL = (
    "--attribute, --graph, --correlations, --columns, --calibrate, --before, --exogenous,\n"
    "--not-exogenous and --allowed say how people are asked about one by one.\n"
    "Add --individual."
)


@dataclass(frozen=True)
class AskedPeople:
    """How people are asked about one by one, as typed.

    Parameters
    ----------
    how : TwinSettings, optional
        None where nobody is.
    attributes : tuple of str
        Which alone; none where all are.
    causes : mapping of str to str
        What is said of causes.
    """

    how: "TwinSettings | None" = None
    attributes: tuple[str, ...] = ()
    causes: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, options: dict[str, Any]) -> "AskedPeople":
        """Take it out of what was typed, and load what speaks of causes only if it was asked for.

        Raises
        ------
        RequestError
            How is typed, and that they are asked about is not.
        """
        typed = {name: options.pop(name, None) for name in (*OTHERS, *CAUSES)}
        individual = bool(options.pop("individual", False))
        attributes = tuple(options.pop("attributes", ()))
        if not individual:
            if attributes or any(typed.values()):
                raise RequestError(OF_INDIVIDUAL)
            return cls()
        from fairlab.commands.typed_graph import settings_typed

        how = settings_typed(typed["graph"], typed["view"], typed["columns"])
        how = replace(how, calibrations=typed["calibrate"] or 0)
        return cls(how, attributes, {name: typed[name] for name in CAUSES})

    def settled(self, data: "Dataset | SpokenOf") -> "tuple[TwinSettings, list[str]]":
        """Say how people of some data are asked about, and by which attributes.

        Raises
        ------
        RequestError
            That cannot be asked, or what is said of causes is not so.
        """
        from fairlab.causal.learning import check_questions
        from fairlab.commands.ask_people import asked_attributes

        assert self.how is not None
        how = with_causes(self.how, data, **self.causes)
        attributes = asked_attributes(data, self.attributes, how)
        check_questions(data, attributes, how)
        return how, attributes

    def refuse_unaskable(self, table: "pd.DataFrame", asked: "Asked", said: Mapping) -> None:
        """Refuse what cannot be asked before the model is."""
        from fairlab.causal.assumptions import SpokenOf

        self.settled(SpokenOf(table, asked.label or "", asked.groups, said))

    def spoken_of(self, said: Mapping[str, Any]) -> list[str]:
        """Name the columns of which something is typed of causes, or said by the data set."""
        from fairlab.causal.assumptions import columns_spoken_of

        assert self.how is not None
        typed = {name: names_in(text) for name, text in self.causes.items()}
        return columns_spoken_of(self.how, typed, said)

    def answered(self, found: "FileAudit", inquiry: "Inquiry", console: Console) -> "FileAudit":
        """Ask, and lay the page out anew with what came of it."""
        from fairlab.commands.ask_people import ask_people

        how, attributes = self.settled(inquiry.train)
        people = ask_people(inquiry, attributes, how, console)
        about = found.source, found.origin, found.comparison, found.groups
        return replace(found, page=decision_page(*about, people), people=people, how=how)


def people_tables(found: "FileAudit") -> dict[str, pd.DataFrame]:
    """Lay out what came of asking about people one by one; nothing where nobody was asked about."""
    if found.how is None:
        return {}
    from fairlab.commands.audit_record import individual_tables

    return individual_tables(found.people, found.how)
