from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name


@tagged("post_install", "-at_install")
class TestTwoCollectors(BaseCase):
    """Two real transactions collect, or attribute, at once; nothing is committed."""

    def setUp(self):
        super().setUp()
        registry = Registry(get_db_name())
        self.first, self.second = (
            api.Environment(self._cursor(registry), SUPERUSER_ID, {}) for _n in range(2)
        )

    def _cursor(self, registry):
        cr = registry.cursor()
        self.addCleanup(cr.close)
        self.addCleanup(cr.rollback)
        return cr

    def test_the_second_collector_leaves_it_to_the_first(self):
        self.assertIsNotNone(self.first["crm.sales.touchpoint"]._collect_fresh("trace"))
        touches = self.second["crm.sales.touchpoint"]
        self.assertIsNone(touches._collect_fresh("trace"))
        self.assertFalse(touches._collect_next("trace"))
        self.first.cr.rollback()
        self.assertIsNotNone(touches._collect_fresh("trace"))

    def test_the_second_one_who_attributes_leaves_it_to_the_first(self):
        self.assertTrue(self.first["crm.sales.attribution.journey"]._lock_attributing())
        journeys = self.second["crm.sales.attribution.journey"]
        self.assertFalse(journeys._lock_attributing())
        self.first.cr.rollback()
        self.assertTrue(journeys._lock_attributing())
