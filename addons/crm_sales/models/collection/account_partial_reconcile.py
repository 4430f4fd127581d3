from odoo import api, models


class AccountPartialReconcile(models.Model):
    """A payment that settles an invoice, or does so no more, is money of its orders."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        settlements = super().create(vals_list)
        settlements._crm_note_collections()
        return settlements

    def unlink(self):
        self._crm_note_collections()
        return super().unlink()

    def _crm_note_collections(self):
        moves = (self.debit_move_id | self.credit_move_id).move_id
        self.env["crm.sales.collection"]._note_moves(moves)
