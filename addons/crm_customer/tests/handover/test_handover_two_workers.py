from datetime import timedelta

from odoo import api, fields
from odoo.fields import Command
from odoo.tests import tagged

from ..two_workers import STOPPED, TwoWorkersCase

COUNTS = """
    SELECT (SELECT count(*) FROM crm_handover_item WHERE handover_id = ANY(%s)),
           (SELECT count(*) FROM crm_handover_item
             WHERE handover_id = ANY(%s) AND state = 'moved'),
           (SELECT count(*) FROM mail_notification WHERE res_partner_id = ANY(%s))
"""


@tagged("post_install", "-at_install")
class TestHandoverTwoWorkers(TwoWorkersCase):
    """Two managers hand over the same person at the same time, in two real transactions."""

    NAME = "Two managers"

    def _prepare(self, env):
        level = env.ref("crm_customer.group_customer_own")
        manager = env.ref("crm_customer.group_customer_manager")
        sales = env.ref("sales_team.group_sale_manager")
        users = env["res.users"].with_context(no_reset_password=True)
        self.people = users.create(
            [
                {"name": name, "login": name, "group_ids": [Command.link(g.id) for g in groups]}
                for name, groups in (
                    ("two_managers_a", (manager, sales)),
                    ("two_managers_b", (manager, sales)),
                    ("two_managers_heir", (level,)),
                    ("two_managers_other", (level,)),
                )
            ]
        )
        self.owner.group_ids = [Command.link(level.id)]
        self.more = env["res.partner"].create(
            [{"name": f"{self.NAME} {n}", "user_id": self.owner.id} for n in range(3)]
        )
        self.handovers = env["crm.handover"].create(
            [
                {
                    "user_id": self.owner.id,
                    # due wherever the managers are: in the evening it is tomorrow elsewhere
                    "date": fields.Date.today() - timedelta(days=1),
                    "share_ids": [Command.clear(), Command.create({"user_id": heir.id})],
                }
                for heir in self.people[2:]
            ]
        )

    def _remove_own(self, env):
        people = self.people.with_env(env)
        env.cr.execute("DELETE FROM crm_handover WHERE id = ANY(%s)", [self.handovers.ids])
        env.invalidate_all()
        partners = people.partner_id
        customers = self.more.with_env(env)
        env["mail.message"].search([("notified_partner_ids", "in", partners.ids)]).unlink()
        (partners | customers).message_ids.unlink()
        self.customer.with_env(env).user_id = False
        customers.unlink()
        people.unlink()
        partners.unlink()

    def _start(self, number):
        """Return what a manager does: start the own hand-over."""

        def act(env):
            managers = api.Environment(env.cr, self.people[number].id, {})
            managers["crm.handover"].browse(self.handovers[number].id).action_start()

        return act

    def _count(self, env):
        heirs = self.people[2:].with_env(env).partner_id.ids
        env.cr.execute(COUNTS, [self.handovers.ids, self.handovers.ids, heirs])
        return env.cr.fetchone()

    def test_everything_moves_once_and_one_successor_hears_of_it(self):
        self.assertEqual(self._race("res_partner", self._start(0), self._start(1)), STOPPED)
        again = self._open()
        # what the server does with who was stopped
        self._start(1)(again)
        again.flush_all()
        again.cr.commit()
        last = self._open()
        customers = last["res.partner"].browse([self.customer.id, *self.more.ids])
        self.assertEqual(customers.user_id.ids, self.people[2].ids)
        # the second one found nothing to move, and told nobody
        self.assertEqual(self._count(last), (4, 4, 1))
        states = last["crm.handover"].browse(self.handovers.ids).mapped("state")
        self.assertEqual(states, ["done", "done"])

    def test_what_one_moved_meanwhile_is_no_longer_the_other_s(self):
        """Both have planned: what moved first stays where it went."""
        env = self._open()
        for number in (0, 1):
            handover = env["crm.handover"].browse(self.handovers[number].id)
            handover.start_user_id = self.people[number].id
            handover._plan()
            handover.state = "running"
        env.flush_all()
        env.cr.commit()

        def run(number):
            return lambda env: env["crm.handover"].browse(self.handovers[number].id)._go_on()

        self.assertEqual(self._race("res_partner", run(0), run(1)), STOPPED)
        again = self._open()
        run(1)(again)
        again.flush_all()
        again.cr.commit()
        last = self._open()
        customers = last["res.partner"].browse([self.customer.id, *self.more.ids])
        self.assertEqual(customers.user_id.ids, self.people[2].ids)
        self.assertEqual(self._count(last), (8, 4, 1))
        items = last["crm.handover"].browse(self.handovers[1].id).item_ids
        self.assertEqual(set(items.mapped("state")), {"kept"})
        self.assertEqual(set(items.mapped("reason")), {"Changed since"})
