from . import deal_sheet_report
