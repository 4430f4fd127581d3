from . import test_backtest, test_calibration, test_odds, test_simulate
