"""A network as an ONNX graph: one Gemm a layer and its activation, written node by node."""

from typing import TYPE_CHECKING, Any

import numpy as np

from glassnet._version import __version__
from glassnet.engines import need
from glassnet.training.network import Network

if TYPE_CHECKING:
    from onnx import ModelProto

OPSET = 20
"""The first version of ONNX's operators that has Gelu."""

IR_VERSION = 9
"""The oldest format of files that has them, so that older runtimes read it, too."""

OPERATORS = {
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "relu": "Relu",
    "leaky_relu": "LeakyRelu",
    "elu": "Elu",
    "gelu": "Gelu",
    "softplus": "Softplus",
    "sine": "Sin",
    "softsign": "Softsign",
}
"""The activations that are one operator; the identity is none, and SiLU is two."""

SETTINGS = {"slope": "alpha", "alpha": "alpha"}
"""What ONNX calls the activations' settings."""


def onnx_model(net: Network) -> "ModelProto":
    """The network as an ONNX model in float32: `input` (n, inputs) → `output` (n, outputs), for any n.

    Raises:
        MissingPackage: if onnx is not installed.

    Example:
        >>> [node.op_type for node in onnx_model(Network([2, 8, 1], activation="silu")).graph.node]
        ['Gemm', 'Sigmoid', 'Mul', 'Gemm']
    """
    need("onnx")
    import onnx
    from onnx import TensorProto, checker, helper, numpy_helper

    nodes: list[Any] = []
    arrays: list[Any] = []
    kinds = [*(layer.activation for layer in net.spec.layers), net.spec.output]
    current = "input"
    for i, (W, b, activation) in enumerate(zip(net.weights, net.biases, kinds, strict=True), start=1):
        last = i == len(kinds)
        for name, array in ((f"W{i}", W), (f"b{i}", b)):
            arrays.append(numpy_helper.from_array(np.ascontiguousarray(array, np.float32), name))
        plain = activation.kind == "identity"
        z = "output" if last and plain else f"z{i}"
        a = z if plain else "output" if last else f"a{i}"
        nodes.append(helper.make_node("Gemm", [current, f"W{i}", f"b{i}"], [z], name=f"layer{i}", transB=1))
        if activation.kind == "silu":
            nodes += [
                helper.make_node("Sigmoid", [z], [f"s{i}"], name=f"sigmoid{i}"),
                helper.make_node("Mul", [z, f"s{i}"], [a], name=f"silu{i}"),
            ]
        elif not plain:
            settings: dict[str, Any] = {SETTINGS[name]: float(value) for name, value in activation.settings().items()}
            operator = OPERATORS[activation.kind]
            nodes.append(helper.make_node(operator, [z], [a], name=f"{activation.kind}{i}", **settings))
        current = a
    graph = helper.make_graph(
        nodes,
        "network",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", net.sizes[0]])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["n", net.sizes[-1]])],
        arrays,
    )
    model: onnx.ModelProto = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="glassnet",
        producer_version=__version__,
    )
    checker.check_model(model, full_check=True)
    return model
