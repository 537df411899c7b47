"""Networks as scikit-learn's estimators, trained by Glassnet's engines.

They work wherever scikit-learn expects a classifier or a regressor: in a `Pipeline`, in `GridSearchCV`, in
`cross_val_score`. Scale the inputs first, as for every network.
"""

from glassnet.experiments.estimators.classifier import Classifier
from glassnet.experiments.estimators.regressor import Regressor

__all__ = ["Classifier", "Regressor"]
