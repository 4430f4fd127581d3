from . import gate
