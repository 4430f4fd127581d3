from odoo import fields, models


class CrmCustomerInteraction(models.Model):
    _inherit = "crm.customer.interaction"

    filed_mail_id = fields.Many2one(
        "crm.customer.mail",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups="crm_customer.group_customer_own",
    )
    thread_key = fields.Char(
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The Message-Id of the first mail of the conversation.",
    )

    _filed_mail_uniq = models.UniqueIndex(
        "(filed_mail_id, commercial_partner_id) WHERE filed_mail_id IS NOT NULL",
        "This mail is filed under the customer already.",
    )

    def action_open_conversation(self):
        """Open the interactions of the same exchange of mails."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_customer_interaction_action"
        )
        return action | {
            "name": self.env._("Conversation"),
            "domain": [
                ("thread_key", "=", self.thread_key),
                ("commercial_partner_id", "=", self.commercial_partner_id.id),
            ],
            "context": {"create": False},
        }
