from . import test_attainment, test_projection
