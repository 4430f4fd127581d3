from . import (
    test_chart,
    test_closing,
    test_deal_merge,
    test_deal_rights,
    test_deal_room,
    test_deal_sheet,
    test_deal_tour,
    test_lead_risk,
    test_risk,
    test_stakeholder,
)
