"""Experiments with many runs, and the networks as scikit-learn knows models (`estimators`)."""
