from . import test_push, test_snapshot, test_snapshot_waterfall, test_waterfall
