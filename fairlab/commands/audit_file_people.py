"""The audit of a table, also person by person where a model can be asked about twins."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console

from fairlab.report.decision_page import decision_page
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.causal import TwinSettings
    from fairlab.commands.audit_file import FileAudit
    from fairlab.data.decisions.asked import Asked
    from fairlab.experiment.inquiry import Inquiry

CAUSES = ("before", "exogenous", "not_exogenous", "allowed")
OTHERS = ("graph", "view", "columns", "calibrate")


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
        if not (individual or attributes or any(typed.values())):
            return cls()
        from fairlab.commands.people_typed import settings_of_people

        how = settings_of_people(individual, attributes, typed)
        return cls(how, attributes, {name: typed[name] for name in CAUSES})

    def refuse_unaskable(self, table: "pd.DataFrame", asked: "Asked", said: Mapping) -> None:
        """Refuse what cannot be asked, or is not so of causes, before the model is asked.

        Raises
        ------
        RequestError
        """
        from fairlab.causal.assumptions import SpokenOf
        from fairlab.causal.learning import check_questions
        from fairlab.commands.ask_people import asked_attributes
        from fairlab.commands.typed_causes import with_causes

        assert self.how is not None
        data = SpokenOf(table, asked.label or "", asked.groups, said)
        how = with_causes(self.how, data, **self.causes)
        check_questions(data, asked_attributes(data, self.attributes, how), how)

    def spoken_of(self, said: Mapping[str, Any]) -> list[str]:
        """Name the columns of which something is typed of causes, or said by the data set."""
        from fairlab.causal.assumptions import columns_spoken_of

        assert self.how is not None
        typed = {name: names_in(text) for name, text in self.causes.items()}
        return columns_spoken_of(self.how, typed, said)

    def answered(self, found: "FileAudit", inquiry: "Inquiry", console: Console) -> "FileAudit":
        """Ask, and lay the page out anew with what came of it.

        Raises
        ------
        RequestError
            An attribute cannot be asked about.
        """
        from fairlab.commands.ask_people import ask_people, asked_attributes
        from fairlab.commands.typed_causes import with_causes

        assert self.how is not None
        how = with_causes(self.how, inquiry.train, **self.causes)
        attributes = asked_attributes(inquiry.train, self.attributes, how)
        people = ask_people(inquiry, attributes, how, console)
        about = found.source, found.origin, found.comparison, found.groups
        return replace(found, page=decision_page(*about, people), people=people, how=how)


def people_tables(found: "FileAudit") -> dict[str, pd.DataFrame]:
    """Lay out what came of asking about people one by one; nothing where nobody was asked about."""
    if found.how is None:
        return {}
    from fairlab.commands.audit_record import individual_tables

    return individual_tables(found.people, found.how)
