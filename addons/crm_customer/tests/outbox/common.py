from odoo import fields
from odoo.fields import Command

from ...models.outbox.crm_outbox_endpoint_send import PRIVATE_PARAMETER
from ...tests.common import CustomerCommon
from .receiver import Receiver

SECRET = "example-secret-of-32-characters!!"


class OutboxCommon(CustomerCommon):
    """A receiver on this machine, which the parameter allows, and a manager's webhook to it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.outbox.endpoint"].search([]).active = False  # those of the demo
        # what tests have left that work with two transactions
        cls.env["crm.outbox.event"].search([]).unlink()
        # who subscribes to leads and orders may read them
        cls.user_manager.group_ids = [Command.link(cls.env.ref("sales_team.group_sale_manager").id)]
        cls.env["ir.config_parameter"].set_param(PRIVATE_PARAMETER, "True")
        cls.receiver = Receiver()
        cls.addClassCleanup(cls.receiver.stop)
        cls.Event = cls.env["crm.outbox.event"]
        cls.Delivery = cls.env["crm.outbox.delivery"]
        cls.customer = cls._create_customer(crm_code="O-1", city="Shenzhen")
        cls.env.cr.flush()

    def setUp(self):
        super().setUp()
        self.receiver.requests.clear()
        self.receiver.answers.clear()
        if not self.receiver.server:
            self.receiver.start()

    def _fields(self, model, *names):
        found = self.env["crm.outbox.field"].search([("model", "=", model), ("name", "in", names)])
        self.assertEqual(len(found), len(names))
        return Command.set(found.ids)

    def _create_endpoint(self, model="res.partner", watched=(), sent=(), line=None, **values):
        """Create a webhook of the manager that wants all of ``model``."""
        line = {
            "model": model,
            "watched_ids": [self._fields(model, *watched)],
            "sent_ids": [self._fields(model, *sent)],
        } | (line or {})
        endpoints = self.env["crm.outbox.endpoint"].with_user(self.user_manager)
        endpoint = endpoints.create(
            {
                "name": "ERP",
                "url": self.receiver.url,
                "subscription_ids": [Command.create(line)],
            }
            | ({"secret": SECRET} if values.get("kind", "webhook") == "webhook" else {})
            | values
        )
        self.env.cr.flush()
        return endpoint.sudo()

    def _flush(self):
        """End the transaction of a user, as far as events are concerned."""
        self.env.cr.flush()

    def _events(self, record=None):
        record = self.customer if record is None else record
        return self.Event.search([("model", "=", record._name), ("res_id", "in", record.ids)])

    def _work(self):
        """Let the worker do what is due."""
        self._flush()
        cron = self.env.ref("crm_customer.crm_outbox_cron_send")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _pass_time(self):
        """Let the waits of failed attempts be over."""
        self.Delivery.search(
            [("state", "in", ("waiting", "failed"))]
        ).date_next = fields.Datetime.now()
        self.env["crm.outbox.endpoint"].search([]).write({"date_retry": False, "robot_full_at": 0})
        self.env.flush_all()

    def _deliveries(self, endpoint):
        return self.Delivery.search([("endpoint_id", "=", endpoint.id)], order="id")
