from . import test_draft, test_plan, test_split
