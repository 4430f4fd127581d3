from . import swot_report
