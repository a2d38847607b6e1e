"""A model as a person names it; each way to name one is a file here, found where it lies.

A file says which names are its own without importing a library, and opens the model.
"""

from fairlab.commands.model_sources._finding import find_model
from fairlab.commands.model_sources._named_model import (
    LabelsAndScores,
    ModelRequest,
    NamedModel,
)

__all__ = ["LabelsAndScores", "ModelRequest", "NamedModel", "find_model"]
