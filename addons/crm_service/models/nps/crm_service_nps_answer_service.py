from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Command, Domain

from .crm_service_invitation_mixin import ANSWERED

QUARTER = relativedelta(months=3)
# what an answer counts for, and what of the tickets it is
SERVED = {
    "service_team_ids": "team_id",
    "category_ids": "category_id",
    "product_ids": "product_id",
}


class CrmServiceNpsAnswer(models.Model):
    """What of the service a customer knew when it answered: that of its tickets."""

    _inherit = "crm.service.nps.answer"

    service_team_ids = fields.Many2many(
        "crm.service.team",
        "crm_service_nps_answer_team_rel",
        "answer_id",
        "team_id",
        string="Service Teams",
        readonly=True,
        help="Of the tickets that the customer opened in the quarter before the answer: the three "
        "months up to it. An answer counts once for each team, so that the teams together may "
        "have more answers than there are.",
    )
    category_ids = fields.Many2many(
        "crm.service.category",
        "crm_service_nps_answer_category_rel",
        "answer_id",
        "category_id",
        string="Categories",
        readonly=True,
        help="Of the tickets that the customer opened in the quarter before the answer: the three "
        "months up to it. An answer counts once for each category.",
    )
    product_ids = fields.Many2many(
        "product.product",
        "crm_service_nps_answer_product_rel",
        "answer_id",
        "product_id",
        string="Products",
        readonly=True,
        help="Of the tickets that the customer opened in the quarter before the answer: the three "
        "months up to it. An answer counts once for each product.",
    )

    def _note_answer(self):
        self._note_service()
        return super()._note_answer()

    def _note_service(self):
        """Keep what of the service the customers knew when they answered; called in sudo."""
        for answer in self.filtered(lambda one: one.state == ANSWERED):
            tickets = answer._get_tickets_before()
            answer.write({name: [Command.set(tickets[own].ids)] for name, own in SERVED.items()})

    def _get_tickets_before(self):
        tickets = self.env["crm.service.ticket"]
        if not self.commercial_partner_id:
            return tickets
        return tickets.search(
            Domain("commercial_partner_id", "=", self.commercial_partner_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("date_opened", ">=", self.date_answered - QUARTER)
            & Domain("date_opened", "<=", self.date_answered)
        )
