"""Formats in which a fitted model is kept; each is one file, and none of them is a pickle.

A file here is found by its name. It says what it ``handles`` by the packages that the model's class
comes from, so that no library is imported before a model needs it.
"""

from fairlab.learn.formats._discovery import ModelFormat, format_of, formats
from fairlab.learn.formats._quiet import quiet_settings
from fairlab.learn.formats._storing import load_model, requirements_of, save_model
from fairlab.learn.formats._verified import StoredModel, verified_files

__all__ = [
    "ModelFormat",
    "StoredModel",
    "format_of",
    "formats",
    "load_model",
    "quiet_settings",
    "requirements_of",
    "save_model",
    "verified_files",
]
