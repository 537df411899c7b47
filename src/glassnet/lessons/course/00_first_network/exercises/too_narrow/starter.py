"""Change the width until it fails."""


def width() -> int:
    """Return the greatest number of hidden units with which the network of the lesson still fails.

    The network is [2, width, 2] with ReLU, trained on the two rings as in the lesson. It fails if fewer than half of
    its starts come to 95 % on the test set. Try it out: in a notebook, on the page, or with
    `glassnet train --data circles -n 1000 --noise 0.03 --hidden 8 --activation relu --optimizer adam --lr 0.01`.

    Returns:
        A whole number from 1.
    """
    # Your turn: predict first, then try.
    raise NotImplementedError
