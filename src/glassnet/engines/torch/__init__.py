"""The Torch engine: the same run with PyTorch's modules, autograd and optimizers, on a processor or a GPU.

Import it only where PyTorch is installed (`glassnet.engines.need("torch")` says in one line what to install).
"""

from glassnet.engines.torch.devices import DTYPES, pick_device, pick_dtype
from glassnet.engines.torch.engine import TorchEngine
from glassnet.engines.torch.losses import LOSSES, data_loss
from glassnet.engines.torch.modules import Plain, build, read

__all__ = ["DTYPES", "LOSSES", "Plain", "TorchEngine", "build", "data_loss", "pick_device", "pick_dtype", "read"]
