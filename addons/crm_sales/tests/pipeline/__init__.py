from . import test_snapshot, test_snapshot_waterfall, test_waterfall
