"""The counter-based generator: every random number of Glassnet, reached without replaying the ones before it.

Read `philox` first (integers in, integers out), then `stream` (uniform and normal numbers, permutations, masks).
"""

from glassnet.rng.philox import philox4x32
from glassnet.rng.stream import Purpose, Stream, batch_order, dropout_mask

__all__ = ["Purpose", "Stream", "batch_order", "dropout_mask", "philox4x32"]
