from . import (
    test_campaign_audience,
    test_campaign_cost,
    test_campaign_engine,
    test_campaign_import,
    test_campaign_mailing,
    test_campaign_plan,
    test_campaign_result,
    test_campaign_two_users,
    test_campaign_uplift,
)
