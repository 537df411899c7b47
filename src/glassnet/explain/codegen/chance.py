"""Random numbers in a script: the few lines that draw the same ones as `glassnet.rng`."""

from glassnet.explain.codegen.layout import WIDTH, Section
from glassnet.explain.codegen.plan import Plan
from glassnet.rng import Purpose
from glassnet.spec import get_at

KEYS = {
    "POINTS": (Purpose.DATA, "data.seed"),
    "NOISES": (Purpose.NOISE, "data.seed"),
    "SPLIT": (Purpose.SPLIT, "data.split.seed"),
    "WEIGHTS": (Purpose.WEIGHTS, "network.seed"),
    "ORDER": (Purpose.ORDER, "training.seed"),
}
"""What a script calls each use of random numbers: its purpose, and where its seed stands."""

WORDS = '''
def words(key, index, n):
    """n random 32-bit words: the numbers 0, 1, 2 ... hashed by Philox4x32-10."""
    c0 = np.arange(-(-n // 4), dtype=np.uint64)
    c1, c2, c3 = 0 * c0, 0 * c0 + index % 2**32, 0 * c0 + index // 2**32
    k0, k1 = key
    for _ in range(10):  # rounds of multiplying and mixing
        p0, p1 = c0 * 0xD2511F53, c2 * 0xCD9E8D57
        c0, c1, c2, c3 = p1 >> 32 ^ c1 ^ k0, p1 % 2**32, p0 >> 32 ^ c3 ^ k1, p0 % 2**32
        k0, k1 = (k0 + 0x9E3779B9) % 2**32, (k1 + 0xBB67AE85) % 2**32
    return np.stack([c0, c1, c2, c3], axis=1).reshape(-1)[:n]
'''

UNIFORM = '''
def uniform(key, index, shape):
    """Uniform on [0, 1), with 53 random bits each."""
    high, low = words(key, index, 2 * math.prod(shape)).reshape(-1, 2).T
    return ((high >> 5) * 2.0**26 + (low >> 6)).reshape(shape) * 2.0**-53
'''

NORMAL = '''
def normal(key, index, shape):
    """Normal with mean 0 and variance 1, after Box and Muller."""
    u = uniform(key, index, (math.prod(shape), 2))
    return (np.sqrt(-2 * np.log1p(-u[:, 0])) * np.cos(2 * np.pi * u[:, 1])).reshape(shape)
'''

PERMUTATION = '''
def permutation(key, index, n):
    """The numbers 0 to n - 1 in random order: Fisher-Yates, from the last place down."""
    order, bounds = list(range(n)), np.arange(n, 1, -1, dtype=np.uint64)
    chosen = words(key, index, n - 1) * bounds >> 32  # below each bound
    for i, j in zip(range(n - 1, 0, -1), chosen.tolist(), strict=True):
        order[i], order[j] = order[j], order[i]
    return np.array(order)
'''

EXPLAIN = """
Chance is drawn by the generator that Glassnet uses: a hash of a counter, Philox4x32-10 (Salmon, Moraes, Dror and
Shaw, *Parallel random numbers: as easy as 1, 2, 3*, 2011). The same seeds give the same points, the same initial
weights and the same batches, so that the losses below are those of the run in Glassnet.
"""


def chance(plan: Plan, code: str) -> list[Section]:
    """The random numbers that some code asks for by `uniform`, `normal` and `permutation`; no section if it does not.

    Args:
        plan: has the seeds.
        code: all other sections of the script.
    """
    normal = "normal(" in code
    uniform = normal or "uniform(" in code
    permutation = "permutation(" in code
    if not (uniform or permutation):
        return []
    used = {name: key for name, key in KEYS.items() if f"({name}, " in code}  # as first argument
    keys = [f"({get_at(plan.experiment, seed)}, {int(purpose)})" for purpose, seed in used.values()]
    table = f"{', '.join(used)} = {', '.join(keys)}  # keys: seed, use"
    if len(table) > WIDTH:
        table = "\n".join(f"{name} = {key}  # seed, use" for name, key in zip(used, keys, strict=True))
    functions = [WORDS, UNIFORM * uniform, NORMAL * normal, PERMUTATION * permutation]
    imports = ("import numpy as np",) + ("import math",) * uniform
    return [Section("Random numbers", EXPLAIN, "\n\n".join([table, *functions]), imports)]
