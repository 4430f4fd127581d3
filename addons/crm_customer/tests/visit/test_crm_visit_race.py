from threading import Thread

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

LOGIN = "visit_race"
NAMES = ("Race One", "Race Two")


@tagged("post_install", "-at_install")
class TestCrmVisitRace(BaseCase):
    """One person checks in at two customers at the same time, in two real transactions."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.outcomes = []
        self.addCleanup(self._clean_up)
        with self.registry.cursor() as cr:
            env = self._env(cr)
            user = env["res.users"].create(
                {
                    "name": "Racer",
                    "login": LOGIN,
                    "group_ids": [
                        (4, env.ref("crm_customer.group_customer_own").id),
                    ],
                }
            )
            self.user_id = user.id
            partners = env["res.partner"].create([{"name": name} for name in NAMES])
            visits = env["crm.visit"].create(
                [{"partner_id": partner.id, "user_id": user.id} for partner in partners]
            )
            self.visit_ids = visits.ids

    def _env(self, cr, uid=SUPERUSER_ID):
        return api.Environment(cr, uid, {"tracking_disable": True, "no_reset_password": True})

    def _clean_up(self):
        with self.registry.cursor() as cr:
            env = self._env(cr)
            visits = env["crm.visit"].browse(self.visit_ids).exists()
            interactions = visits.interaction_id
            visits.write({"state": "cancelled"})
            visits.unlink()
            interactions.unlink()
            env["res.partner"].search([("name", "in", NAMES)]).unlink()
            user = env["res.users"].browse(self.user_id)
            partner = user.partner_id
            user.unlink()
            partner.unlink()

    def _check_in(self, cr, visit_id):
        env = self._env(cr, self.user_id)
        env["crm.visit"].check_in(visit_id=visit_id, reason="Race")
        env.flush_all()

    def _check_in_second(self, visit_id):
        try:
            with self.registry.cursor() as cr:
                self._check_in(cr, visit_id)
            self.outcomes.append("on site")
        except (UniqueViolation, OperationalError) as error:
            self.outcomes.append(type(error))

    def _race(self, first, second):
        """Start a second check-in while the first has written but not committed."""
        with mute_logger("odoo.sql_db"), self.registry.cursor() as cr:
            self._check_in(cr, first)
            thread = Thread(target=self._check_in_second, args=(second,))
            thread.start()
            thread.join(1)
            cr.commit()  # pylint: disable=invalid-commit
            thread.join(30)

    def test_one_is_on_site_at_one_customer(self):
        self._race(*self.visit_ids)
        self.assertEqual(self.outcomes, [UniqueViolation])
        with self.registry.cursor() as cr:
            visits = self._env(cr)["crm.visit"].browse(self.visit_ids)
            self.assertEqual(visits.mapped("state"), ["on_site", "planned"])
            self.assertEqual(len(visits.interaction_id), 1)

    def test_the_same_visit_twice_is_one_visit(self):
        self._race(self.visit_ids[0], self.visit_ids[0])
        # the server repeats what failed so, and then finds the visit on site
        self.assertIsNot(self.outcomes[0], UniqueViolation)
        with self.registry.cursor() as cr:
            visit = self._env(cr)["crm.visit"].browse(self.visit_ids[0])
            domain = [("event_id", "=", visit.event_id.id)]
            self.assertEqual(self._env(cr)["crm.customer.interaction"].search_count(domain), 1)
