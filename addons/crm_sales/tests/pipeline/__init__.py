from . import (
    test_funnel,
    test_kpi,
    test_pipeline_tour,
    test_push,
    test_review,
    test_snapshot,
    test_snapshot_two_workers,
    test_snapshot_waterfall,
    test_stage_funnel,
    test_total,
    test_waterfall,
)
