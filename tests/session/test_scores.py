"""The scores in detail agree with scikit-learn's and with the run's own."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, mean_absolute_error, precision_score, r2_score, recall_score

from glassnet.session.scores import scores
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer


def trained(name: str) -> Trainer:
    run = Trainer(
        Experiment().with_setting("data.source.name", name).with_setting("data.noise", 0.4), engine="reference"
    )
    run.advance_epochs(3)
    return run


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_classes_are_counted_as_scikit_learn_counts(part: str) -> None:
    run = trained("blobs")
    examples, found = run.data.parts[part], scores(run, part).data
    said = run.predict(examples.points).argmax(axis=1)
    assert found["matrix"] == confusion_matrix(examples.labels, said).tolist()
    np.testing.assert_allclose(found["precision"], precision_score(examples.labels, said, average=None))
    np.testing.assert_allclose(found["recall"], recall_score(examples.labels, said, average=None))
    assert found["accuracy"] == pytest.approx(run.evaluate().scores[part].score)


def test_errors_of_values() -> None:
    run = trained("trend2")
    examples, found = run.data.test, scores(run).data
    said = run.predict(examples.points)
    assert found["r2"] == pytest.approx(r2_score(examples.labels, said))
    assert found["mae"] == pytest.approx(mean_absolute_error(examples.labels, said))
    assert found["rmse"] ** 2 == pytest.approx(np.mean((said - examples.labels) ** 2))
    errors = [abs(row["truth"] - row["said"]) for row in found["worst"]]
    assert errors == sorted(errors, reverse=True)
    assert errors[0] == pytest.approx(np.abs(said - examples.labels).max())


def test_a_part_without_points_is_told() -> None:
    run = Trainer(Experiment().with_setting("data.split", {"train": 1.0, "validation": 0.0, "test": 0.0}))
    assert scores(run).data["problem"] == "there is no test set: the split gives it no points"
    with pytest.raises(SpecError, match=r"scores\.part: got 'all', allowed: one of train, validation, test"):
        scores(run, "all")
