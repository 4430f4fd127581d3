from .handle import Handle, normalise
