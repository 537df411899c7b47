"""The compiled engine: a small compiler that writes the training step of exactly one network as machine code.

A tutorial on how a network becomes machine code; read it in this order:

1. `ir` writes LLVM IR from Python expressions; `lanes` moves numbers between the lanes of vectors.
2. `mathlib` and `activations`: exp, log, tanh, erf and sine on eight numbers at once, and what a network makes of them.
3. `layout`: what is compiled in, and where everything lies in memory.
4. `product`: the one product that a network is made of, held in registers.
5. `forward`, `losses`, `backward`: a batch from inputs to gradients. `kernel` puts them together for one network.
6. `optimizers`, `chance`, `library`: what all networks share, and the training loop.
7. `team`: a very large batch on several threads. `sparse`, `evaluate`: inputs full of zeros, and evaluations.
8. `compile`, `loader`, `store`, `cache`: from IR to machine code in memory, and where it is kept.
9. `examples`, `frame`, `engine`: how Python hands over the numbers, and the engine protocol around it all. `ahead` asks
   for code before it is needed; `describe` shows the code of a network.

Two more programs are written from the same pieces, with something else in the lanes of vectors:

10. `population_layout`, `population_tiles`, `population_network`, `population_update`, `population_data`,
    `population_train`, `population`: thousands of networks trained at once, a network in each lane.
11. `grid_code`, `shade`, `grid`: a network at thousands of points, a point in each lane, and grey levels of it.

`llvmlite` is imported only when something is compiled.
"""

from glassnet.engines.compiled.describe import describe_asm, describe_ir
from glassnet.engines.compiled.engine import CompiledEngine

__all__ = ["CompiledEngine", "describe_asm", "describe_ir"]
