from . import (
    test_backtest,
    test_calibration,
    test_category,
    test_forecast,
    test_forecast_lock,
    test_forecast_rights,
    test_odds,
    test_remind,
    test_rollup,
    test_simulate,
    test_span,
    test_two_submit,
)
