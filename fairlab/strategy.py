"""The name by which MLflow loads the models that fairlab 0.1.0 recorded."""

from fairlab.experiment.fitted import _load_pyfunc

__all__ = ["_load_pyfunc"]
