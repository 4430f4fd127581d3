from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import NOW, VisitCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCrmVisitMerge(VisitCommon):
    def test_merged_customers_keep_the_visits_of_both(self):
        double = self._create_customer("Acme Ltd", crm_code="V-3", user_id=self.user_own.id)
        done = self._create_visit(partner_id=double.id, date_start="2026-03-02 06:00:00")
        done.sudo().state = "done"
        self._create_visit(partner_id=double.id)
        kept = self._create_visit()
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        with mute_logger("odoo.sql_db"):
            wizard._merge((double + self.customer).ids, self.customer, extra_checks=False)
        self.env.invalidate_all()
        self.assertEqual(done.exists().partner_id, self.customer)
        planned = self.Visit.search(
            [("partner_id", "=", self.customer.id), ("state", "=", "planned")]
        )
        self.assertEqual(planned, kept)

    @mute_logger("odoo.addons.crm_customer.models.visit.crm_visit_jobs")
    def test_a_visit_that_cannot_be_closed_stops_no_other(self):
        bad = self._create_visit(date_start="2026-03-02 06:00:00")
        good = self._create_visit(date_start="2026-03-03 06:00:00")
        update = type(self.Visit)._update_event

        def fail(visit):
            if visit.id == bad.id:
                raise ValueError("the meeting of another app")
            return update(visit)

        with patch.object(type(self.Visit), "_update_event", fail), self.enter_registry_test_mode():
            self.env.ref("crm_customer.crm_visit_cron_close").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((bad.state, good.state), ("planned", "missed"))
