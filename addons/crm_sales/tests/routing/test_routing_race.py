from threading import Thread

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

NAME = "Race for a lead"


@tagged("post_install", "-at_install")
class TestRoutingRace(BaseCase):
    """Two real transactions decide at once; what they commit is removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = self._env(cr)
            users = env["res.users"].search([("share", "=", False)], order="id", limit=2)
            rule = env["crm.sales.routing.rule"].create(
                {"name": NAME, "sequence": -1, "way": "turn", "user_ids": users.ids}
            )
            values = {"name": NAME, "type": "opportunity", "user_id": False}
            self.lead_ids = env["crm.lead"].create([values] * 4).ids
            self.rule_id = rule.id
        self.addCleanup(self._clean_up)

    def _env(self, cr):
        return api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            env["crm.lead"].search([("name", "=", NAME)]).unlink()
            env["crm.sales.routing.rule"].browse(self.rule_id).unlink()

    def _route_again_if_told(self, ids):
        for _time in range(5):
            try:
                with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
                    cr.execute("SELECT count(*) FROM crm_lead")
                    self._env(cr)["crm.lead"].browse(ids)._crm_route()
                return
            except SerializationFailure:
                continue

    def _race(self, first, second):
        with self.registry.cursor() as cr:
            self._env(cr)["crm.lead"].browse(first)._crm_route()
            self._env(cr).flush_all()
            thread = Thread(target=self._route_again_if_told, args=(second,))
            thread.start()
            thread.join(1)
        thread.join(30)
        with self.registry.cursor() as cr:
            leads = self._env(cr)["crm.lead"].browse(self.lead_ids)
            return [(lead.user_id.id, len(lead.crm_decision_ids)) for lead in leads]

    def test_a_lead_is_given_once(self):
        found = self._race(self.lead_ids, self.lead_ids)
        self.assertTrue(all(user and count == 1 for user, count in found), found)

    def test_turns_of_two_workers_follow_each_other(self):
        found = self._race(self.lead_ids[:1], self.lead_ids[1:2])
        (one, _count), (two, _other) = found[:2]
        self.assertTrue(one and two)
        self.assertNotEqual(one, two)
