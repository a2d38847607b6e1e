"""What names a run: a parameter per leaf of a nested estimator, the same text in every process."""

from fairlab.experiment.identity.keys import key_of, leaf_params

__all__ = ["key_of", "leaf_params"]
