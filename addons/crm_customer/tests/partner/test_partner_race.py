from threading import Thread

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation
from stdnum.cn import uscc

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

BODY = "91350211MA8RACE00"
CODE = BODY + uscc.calc_check_digit(BODY)


@tagged("post_install", "-at_install")
class TestPartnerRace(BaseCase):
    """Two real transactions at once; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.outcomes = []
        self.addCleanup(self._clean_up)

    def _partners(self, cr):
        env = api.Environment(cr, SUPERUSER_ID, {"crm_customer": True, "tracking_disable": True})
        return env["res.partner"]

    def _clean_up(self):
        with self.registry.cursor() as cr:
            partners = self._partners(cr).with_context(active_test=False)
            partners.search([("vat", "=", CODE)]).unlink()

    def _create(self, partners, **values):
        partner = partners.create({"name": "Race", "is_company": True, "vat": CODE} | values)
        partners.env.flush_all()
        return partner.crm_code

    def _create_second(self, **values):
        try:
            with self.registry.cursor() as cr:
                self.outcomes.append(self._create(self._partners(cr), **values))
        except (UniqueViolation, OperationalError) as error:
            self.outcomes.append(type(error))

    def _race(self, **second_values):
        """Start a second transaction while the first has written but not committed."""
        with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
            code = self._create(self._partners(cr))
            second = Thread(target=self._create_second, kwargs=second_values)
            second.start()
            second.join(1)
            cr.commit()  # pylint: disable=invalid-commit
            second.join(30)
        return code

    def test_one_legal_entity_is_stored_once(self):
        self._race()
        self.assertEqual(self.outcomes, [UniqueViolation])
        with self.registry.cursor() as cr:
            self.assertEqual(self._partners(cr).search_count([("crm_uscc", "=", CODE)]), 1)

    def test_two_customers_at_once_get_two_codes(self):
        code = self._race(vat=False)
        with self.registry.cursor() as cr:
            partners = self._partners(cr).search([("crm_code", "in", self.outcomes)])
            partners.unlink()
        self.assertEqual(len({code, *self.outcomes}), 2)
        self.assertTrue(all(isinstance(outcome, str) for outcome in self.outcomes))
