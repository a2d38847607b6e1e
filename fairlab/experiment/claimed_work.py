"""Fits and runs that are ours to compute, each claimed until it is recorded."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from shutil import rmtree
from typing import TYPE_CHECKING

from fairlab.experiment.failure import RunFailure, Spec
from fairlab.record.run_result import RunResult

if TYPE_CHECKING:
    from fairlab.record import Ledger

SHOWN = 6
NOT_KEPT = "Its sweep was asked to keep none: --keep-models none."


class ClaimedWork:
    """What is ours to compute, and what another sweep is computing.

    Parameters
    ----------
    ledger : Ledger
        Of fits or of runs.
    wait : bool
        Whether to wait for what another sweep is computing.
    keep_models : bool
        Whether models are recorded.
    """

    def __init__(self, ledger: "Ledger", wait: bool, keep_models: bool) -> None:
        self.ledger = ledger
        self.keep_models = keep_models
        self.wait = wait
        self.held: dict[str, tuple[Spec, ExitStack]] = {}
        self.busy: list[Spec] = []

    def take(self, specs: Sequence[Spec]) -> Iterator[Spec]:
        """Claim one after the other, each when its turn comes."""
        for spec in specs:
            claim = ExitStack()
            if claim.enter_context(self.ledger.claim(spec.key, wait=self.wait)):
                self.held[spec.key] = spec, claim
                yield spec
            else:
                claim.close()
                self.busy += [] if self.wait else [spec]

    def settle(self, key: str, result: RunResult | RunFailure) -> Spec | None:
        """Write a result down and let its claim go; say of what, unless it was lost."""
        spec, claim = self.held.pop(key)
        with claim:
            if isinstance(result, RunFailure):
                return spec
            if not self.ledger.renew(spec.key):
                self.busy.append(spec)
                return None
            if not self.keep_models:
                result = replace(result, model=None, without_model=NOT_KEPT)
            self.ledger.write(spec, result)
            rmtree(self.ledger.work_dir(spec.key))
        return spec

    def told(self) -> str:
        """Name what is being computed, a few of many."""
        names = [f"{spec.strategy_name} seed {spec.seed}" for spec, _ in self.held.values()]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return f"It was computing one of: {', '.join(names[:SHOWN])}{more}."

    def let_go(self) -> None:
        """Leave what is not finished to others."""
        for _, claim in self.held.values():
            claim.close()
