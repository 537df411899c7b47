"""scikit-learn's handwritten digits: 1,797 pictures of 8×8 pixels.

Source: Alpaydin and Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning Repository, 1998; the
copy that scikit-learn brings along.
"""

from glassnet.data.table import Table


def digits() -> Table:
    """The digits with their pixels scaled to 0..1, row by row from the top left: inputs p0 to p63."""
    from sklearn.datasets import load_digits  # takes a second to import

    data, target = load_digits(return_X_y=True)
    names = tuple(f"p{i}" for i in range(data.shape[1]))
    return Table.of(data / 16, target, names, tuple("0123456789"), (0.0, 1.0, 0.0, 1.0))
