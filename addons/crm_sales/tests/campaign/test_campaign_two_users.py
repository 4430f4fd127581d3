from threading import Thread

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestTwoUsersFreeze(BaseCase):
    """Two real transactions freeze one audience; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.told = []
        with self.registry.cursor() as cr:
            env = self._env(cr)
            partners = env["res.partner"].create(
                [{"name": f"Race {n}", "email": f"race.{n}@far.example.com"} for n in range(20)]
            )
            purpose = env["crm.consent.purpose"]._by_code("marketing")
            consents = [
                {
                    "partner_id": partner.id,
                    "purpose_id": purpose.id,
                    "state": "granted",
                    "source": "web",
                }
                for partner in partners
            ]
            env["crm.consent"].create(consents)
            segment = env["crm.customer.segment"].create({"name": "Race", "kind": "list"})
            cr.execute(
                """
                INSERT INTO crm_customer_segment_member (
                       segment_id, partner_id, company_id, date_from)
                SELECT %s, id, %s, %s FROM unnest(%s::int[]) AS p(id)
                """,
                (segment.id, env.company.id, fields.Date.today(), partners.ids),
            )
            campaign = env["utm.campaign"].create(
                {
                    "title": "Race",
                    "crm_state": "approved",
                    "crm_channel": "email",
                    "crm_holdout_percent": 50,
                    "crm_segment_ids": [(6, 0, segment.ids)],
                }
            )
            self.ids = partners.ids, segment.id, campaign.id
        self.addCleanup(self._clean_up)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean_up(self):
        partners, segment, campaign = self.ids
        with self.registry.cursor() as cr:
            env = self._env(cr)
            env["utm.campaign"].browse(campaign).unlink()
            env["crm.customer.segment"].browse(segment).unlink()
            cr.execute("DELETE FROM crm_consent WHERE partner_id = ANY(%s)", (partners,))
            env["res.partner"].browse(partners).unlink()

    def _freeze(self, cr):
        # the transaction has looked around before
        cr.execute("SELECT count(*) FROM crm_sales_campaign_member")
        env = self._env(cr)
        env["utm.campaign"].browse(self.ids[2]).action_crm_freeze()
        env.flush_all()

    def _freeze_too(self):
        """As the server does with a request: try again when the database says so."""
        for _time in range(20):
            try:
                with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
                    self._freeze(cr)
                return
            except SerializationFailure:
                continue
            except UserError as error:
                self.told.append(str(error))
                return

    def _state(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT count(*), count(*) FILTER (WHERE is_held_out)"
                " FROM crm_sales_campaign_member WHERE campaign_id = %s",
                (self.ids[2],),
            )
            return cr.fetchone()

    def test_who_comes_second_is_told_and_nobody_is_twice(self):
        with self.registry.cursor() as cr:
            self._freeze(cr)
            thread = Thread(target=self._freeze_too)
            thread.start()
            thread.join(timeout=20)
        thread.join(timeout=20)
        self.assertEqual(self._state(), (20, 10))
        self.assertEqual(len(self.told), 1)

    def test_whoever_wins_the_audience_is_the_same(self):
        threads = [Thread(target=self._freeze_too) for _one in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        self.assertEqual(self._state(), (20, 10))
        self.assertEqual(len(self.told), 1)
