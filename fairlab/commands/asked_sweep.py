"""What a sweep is asked to do by its options: which runs, on which data, and what is odd there."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fairlab.commands.typed_causes import CAUSES, OF_CAUSES, with_causes
from fairlab.commands.typed_data import load_dataset
from fairlab.commands.typed_seeds import parse_seeds
from fairlab.commands.typed_settings import OF_STRATEGIES, strategies_typed
from fairlab.data.notes import notes
from fairlab.errors import RequestError
from fairlab.experiment.able_strategies import able_strategies
from fairlab.experiment.attribute_use import obeying
from fairlab.experiment.design import Design, designed
from fairlab.experiment.design_notes import design_notes
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import checked, plan

if TYPE_CHECKING:
    from fairlab.causal.twin_settings import TwinSettings
    from fairlab.data import Dataset

OF_DESIGN = ("design", "folds", "vary", "search")


@dataclass(frozen=True)
class AskedSweep:
    """What is to be run; all of it has been checked.

    Parameters
    ----------
    dataset : Dataset
    about_data : mapping of str to object
        The options that name it, as typed.
    seeds : list of int
    design : Design
    specs : list of RunSpec
        What is needed stands before what needs it.
    notes : list of str
        What a person should know before reading the answer.
    announced : list of str
        What the steps of the strategies are about to do; nothing where all is finished.
    """

    dataset: "Dataset"
    about_data: Mapping[str, Any]
    seeds: list[int]
    design: Design
    specs: list[RunSpec]
    notes: list[str]
    announced: list[str]


def asked_sweep(
    strategies: Sequence[Strategy],
    *,
    seeds: str,
    individual: bool,
    finished: Callable[[str], Collection[str]],
    attribute: str = "any",
    leaves_out: bool = False,
    **options: Any,
) -> AskedSweep:
    """Read what is typed, and refuse what cannot work before anything is trained or written.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    seeds, individual, **options
        As typed: those of ``OF_STRATEGIES``, of ``OF_DESIGN`` and of causes; all others name the
        data.
    finished : callable
        From the name of the data to the keys of the runs that are recorded. Where these are all,
        the rows are not looked at as they are before a training.
    attribute : {"any", "training-only", "none"}
        What strategies may do with the attributes; the others are left out.
    leaves_out : bool
        Whether strategies that refuse the data are left out, and do not stop the others.

    Raises
    ------
    RequestError, DataError
        Options contradict each other, or data, a strategy or one of its steps cannot work.
    """
    numbers = parse_seeds(seeds)
    chosen, told = strategies_typed(strategies, **{name: options[name] for name in OF_STRATEGIES})
    about_data = without(options, {*OF_STRATEGIES, *OF_DESIGN, *OF_CAUSES})
    dataset = load_dataset(**about_data)
    if not dataset.sensitive:
        raise RequestError("Nothing would be audited: name columns with --sensitive gender,age.")
    chosen, left_out = obeying(chosen, dataset, attribute)
    how = designed(*(options[name] for name in OF_DESIGN))
    if leaves_out:
        chosen, refused = able_strategies(chosen, dataset, how, numbers[0])
        left_out += refused
    causes = {name: options.get(name) for name in OF_CAUSES}
    people = settings_asked(dataset, individual, causes)
    specs = plan(chosen, dataset, numbers, how, people)
    keys = {spec.key for spec in specs}  # a setting without a lasting name is refused here
    is_done = keys <= set(finished(dataset.name))
    train = None if is_done else _checked(specs, dataset, people)
    return AskedSweep(
        dataset,
        about_data,
        numbers,
        how,
        specs,
        notes=[
            *told,
            *left_out,
            *notes(dataset),
            *design_notes(dataset, how, numbers[0]),
            *_of_causes(people),
        ],
        announced=[] if train is None else [s for one in chosen for s in one.announce(train)],
    )


def without(options: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """Leave options out by their names."""
    return {name: value for name, value in options.items() if name not in names}


def _checked(specs: list[RunSpec], dataset: "Dataset", people: "TwinSettings | None") -> "Dataset":
    """Refuse what cannot work; give the training rows that strategies were shown."""
    train = checked(specs, dataset)
    if people:
        from fairlab.causal.learning import check_questions

        check_questions(train, dataset.sensitive, people)
    return train


def _of_causes(people: "TwinSettings | None") -> list[str]:
    """Say who said what of causes, and what is assumed, where people are asked about."""
    sources = people.sources if people else {}
    return [
        f"{name.replace('individual.', 'of causes, ')}: {said}." for name, said in sources.items()
    ]


def settings_asked(
    dataset: "Dataset", individual: bool, causes: Mapping[str, str | None]
) -> "TwinSettings | None":
    """Say how people are asked about; the seeds show the spread, so that no bootstrap is needed.

    Parameters
    ----------
    dataset : Dataset
        Whose causes are known as far as it says.
    individual : bool
        Whether they are asked about at all.
    causes : mapping of str to str
        The options of ``OF_CAUSES`` as typed.

    Raises
    ------
    RequestError
        Something is typed of causes, and nobody is asked about; or what is said of them cannot be.
    """
    if not individual:
        if any(causes.values()):
            raise RequestError(
                "--graph, --before, --exogenous, --not-exogenous and --allowed say how people are "
                "asked about\none by one. Add --individual."
            )
        return None
    from fairlab.causal.contradictions import refuse_contradictions
    from fairlab.commands.typed_graph import settings_typed

    usual = replace(settings_typed(causes["graph"]), replicates=0)
    how = with_causes(usual, dataset, *(causes[name] for name in CAUSES))
    refuse_contradictions(how, dataset, dataset.sensitive)
    return how
