from . import test_projection
