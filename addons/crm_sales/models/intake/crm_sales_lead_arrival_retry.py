import hashlib

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...tools.intake.mapping import MappingError, find_records, read_json


class CrmSalesLeadArrival(models.Model):
    """What a webhook brought and could not be read is tried again."""

    _inherit = "crm.sales.lead.arrival"

    webhook_id = fields.Many2one(
        "crm.sales.lead.webhook",
        ondelete="set null",
        readonly=True,
        index="btree_not_null",
        groups="crm_sales.group_sales_manager,crm_customer.role_marketing",
    )

    def action_retry(self):
        """Read again what could not be read, with the fields as they are mapped now.

        :raise AccessError: the user does not manage the intake
        :raise UserError: it still cannot be read
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_groups(
            "crm_sales.group_sales_manager,crm_customer.role_marketing"
        ):
            raise AccessError(self.env._("Marketing and managers of sales try enquiries again."))
        # sudo: nobody writes enquiries by hand; who may has been checked
        failed = self.sudo()
        webhook, kept = failed.webhook_id, failed.payload or {}
        if failed.result != "failed" or not webhook or not kept.get("raw"):
            raise UserError(self.env._("There is nothing to try again."))
        try:
            found = read_json(kept["raw"])
            is_record = kept.get("is_record")
            items = [found] if is_record else find_records(webhook.records_path, found)
            records = webhook._map_items(items)
        except MappingError as error:
            raise UserError(webhook._say_error(error)) from error
        problem = next(filter(None, map(webhook._why_not, records)), "")
        if problem:
            raise UserError(problem)
        digest = hashlib.sha256(kept["raw"].encode()).hexdigest()
        webhook._take_records(records, items, digest)
        failed.write({"result": "retried"})
