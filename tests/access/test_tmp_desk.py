from odoo.tests import TransactionCase, tagged

from .checker import check_access, missing_lines
from .matrix import load_matrix

MODELS = [
    "crm.service.merge",
    "crm.service.macro",
    "crm.service.macro.run",
    "crm.service.presence",
    "crm.service.macro.use",
    "crm.service.ticket.merge",
    "crm.service.ticket.split",
    "crm.service.ticket.spread",
    "crm.lead",
    "crm.service.ticket",
    "crm.service.team",
    "crm.service.stage",
]


@tagged("post_install", "-at_install")
class TestTmp(TransactionCase):
    def test_it(self):
        matrix = load_matrix()
        print(missing_lines(self.env, matrix))
        report = check_access(self.env, matrix, MODELS)
        print(report.allowed, report.refused)
        self.assertFalse(report.violations, "\n".join(report.violations))
