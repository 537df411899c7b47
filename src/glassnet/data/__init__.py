"""Data sets: two-dimensional toys, regression, digits, files, drawn points; their split and their features."""

from glassnet.data.csv_file import read_csv, read_csv_text, write_csv
from glassnet.data.dataset import Dataset, Part, Transform, make_dataset, same_but_for_edits
from glassnet.data.errors import DataError
from glassnet.data.features import DEFAULT_FEATURES, feature_matrix
from glassnet.data.presets import make_preset
from glassnet.data.split import PARTS, split_indices
from glassnet.data.table import Domain, Table

__all__ = [
    "DEFAULT_FEATURES",
    "PARTS",
    "DataError",
    "Dataset",
    "Domain",
    "Part",
    "Table",
    "Transform",
    "feature_matrix",
    "make_dataset",
    "make_preset",
    "read_csv",
    "read_csv_text",
    "same_but_for_edits",
    "split_indices",
    "write_csv",
]
