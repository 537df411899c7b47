"""Code to take away: an experiment as a script of its own, without Glassnet.

Read `plan` first (what a script is written from) and `layout` (how it is laid out). The pieces of a script stand in
files of their own: `chance` (random numbers), `sources` with `points`, `tables` and `formulas` (data), `weights`,
`network`, `descent` (optimizer and schedule), `loop`, `plots`. `numpy_script`, `torch_script`, `sklearn_script` and
`notebook` put them together.
"""

from glassnet.explain.codegen.face import TARGETS, code, file_name, to_code

__all__ = ["TARGETS", "code", "file_name", "to_code"]
