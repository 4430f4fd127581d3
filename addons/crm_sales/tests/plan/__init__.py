from . import test_draft, test_plan, test_plan_tour, test_split
