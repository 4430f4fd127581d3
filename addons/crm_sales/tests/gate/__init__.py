from . import (
    test_crossing,
    test_gate_tour,
    test_stage_checklist,
    test_stage_override,
    test_stage_rule,
    test_stage_rule_kinds,
    test_stage_rule_rights,
)
