"""Reading a learner's source: is it still the starter, where is the function, what was left empty."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A file of Python source as far as the checker needs it.

    Attributes:
        text: the source.
        tree: its syntax tree, or None if Python cannot read it.
        error: what Python says of a source that it cannot read.
        line: the line of that.
    """

    text: str
    tree: ast.Module | None
    error: str = ""
    line: int | None = None


def read(text: str) -> Source:
    """Read a source.

    Example:
        >>> read("def f(:").line
        1
    """
    try:
        return Source(text, ast.parse(text))
    except SyntaxError as error:
        return Source(text, None, error.msg, error.lineno)
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, brackets without end
        return Source(text, None, str(error) or type(error).__name__)


def function(tree: ast.Module, name: str) -> ast.FunctionDef | None:
    """The last top-level function of that name, which is the one that a call reaches."""
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found[-1] if found else None


def public_functions(tree: ast.Module) -> list[str]:
    """The names of the top-level functions that do not begin with an underscore."""
    names = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return [name for name in names if not name.startswith("_")]


def untouched(answer: ast.Module, starter: ast.Module, name: str) -> bool:
    r"""Whether nothing has been done yet: the functions are the starter's, or the one asked for has no content.

    Comments, docstrings, annotations and layout do not count. A function has no content if all it does is `pass`,
    `...`, return None or raise NotImplementedError.

    Example:
        >>> starter = ast.parse("def f(x):\n    raise NotImplementedError")
        >>> untouched(ast.parse("def f(x: int) -> None:\n    # return x\n    return None"), starter, "f")
        True
        >>> untouched(ast.parse("def f(x):\n    return x"), starter, "f")
        False
    """
    written = function(answer, name)
    if written is not None and all(map(_empty, _body(written))):
        return True
    return _core(starter) <= _core(answer)


def _body(node: ast.FunctionDef) -> list[ast.stmt]:
    body = node.body
    return body[1:] if ast.get_docstring(node, clean=False) is not None else body


def _empty(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()):
            return True
        case ast.Return(None) | ast.Return(ast.Constant(None)):
            return True
        case ast.Raise(ast.Name("NotImplementedError")) | ast.Raise(ast.Call(ast.Name("NotImplementedError"))):
            return True
    return False


def _core(tree: ast.Module) -> set[str]:
    """The functions of a file without what does not count."""
    parts = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            parts.add(f"{node.name}({names})" + "".join(ast.dump(each) for each in _body(node)))
    return parts


def signature(tree: ast.Module, name: str) -> list[str]:
    """The names of a function's parameters, in order.

    Example:
        >>> signature(ast.parse("def f(a, b=1, *, c): pass"), "f")
        ['a', 'b', 'c']
    """
    node = function(tree, name)
    if node is None:
        return []
    arguments = node.args
    return [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
