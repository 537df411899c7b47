"""The tables that scikit-learn brings along: digits, irises, wines, tumours, diabetes.

Sources: Alpaydin and Kaynak, "Optical recognition of handwritten digits", 1998; Fisher, "The use of multiple
measurements in taxonomic problems", 1936; Aeberhard and Forina, "Wine", 1991; Wolberg, Mangasarian, Street and Street,
"Breast cancer Wisconsin (diagnostic)", 1993, all in the UCI Machine Learning Repository; Efron, Hastie, Johnstone and
Tibshirani, "Least angle regression", 2004, for diabetes.
"""

import re
from typing import Any

from glassnet.data.table import Table


def digits() -> Table:
    """The digits with their pixels scaled to 0..1, row by row from the top left: inputs p0 to p63."""
    from sklearn.datasets import load_digits  # takes a second to import

    data, target = load_digits(return_X_y=True)
    names = tuple(f"p{i}" for i in range(data.shape[1]))
    return Table.of(data / 16, target, names, tuple("0123456789"), (0.0, 1.0, 0.0, 1.0))


def iris() -> Table:
    """150 irises: sepal and petal, length and width in centimetres."""
    from sklearn.datasets import load_iris

    return _table(load_iris())


def wine() -> Table:
    """178 wines by thirteen measures."""
    from sklearn.datasets import load_wine

    return _table(load_wine())


def breast_cancer() -> Table:
    """569 tumours by thirty measures."""
    from sklearn.datasets import load_breast_cancer

    return _table(load_breast_cancer())


def diabetes() -> Table:
    """442 patients by ten measures in their own units; to be predicted is the progression after a year."""
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    return Table.of(bunch.data, bunch.target, _names(bunch), ())


def _table(bunch: Any) -> Table:
    return Table.of(bunch.data, bunch.target, _names(bunch), tuple(str(name) for name in bunch.target_names))


def _names(bunch: Any) -> tuple[str, ...]:
    """The columns' names as single words without units: `sepal length (cm)` is `sepal_length`."""
    bare = (str(name).partition("(")[0].strip() for name in bunch.feature_names)
    return tuple(re.sub(r"\W+", "_", name) for name in bare)


LIBRARY = {"iris": iris, "wine": wine, "breast_cancer": breast_cancer, "diabetes": diabetes, "digits": digits}
