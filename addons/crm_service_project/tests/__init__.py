from . import test_improvement_task
