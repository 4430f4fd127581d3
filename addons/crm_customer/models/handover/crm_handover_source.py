from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CrmHandoverSource(models.Model):
    """One kind of open work in a hand-over: how much there is, whether it moves."""

    _name = "crm.handover.source"
    _description = "Open Work"
    _order = "sequence, id"

    handover_id = fields.Many2one("crm.handover", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer()
    key = fields.Char(required=True, readonly=True)
    name = fields.Char("Kind", compute="_compute_name")
    count = fields.Integer("Open", readonly=True)
    is_moved = fields.Boolean("Move", default=True)
    is_end = fields.Boolean(readonly=True)

    @api.depends("key")
    @api.depends_context("lang")
    def _compute_name(self):
        titles = {source.key: source.title for source in self.env["crm.handover"]._sources()}
        for source in self:
            source.name = titles.get(source.key, source.key)

    def action_open(self):
        """Open the records, as far as the reader may see them."""
        self.ensure_one()
        handover = self.handover_id
        source = handover._source(self.key)
        if not source:
            raise UserError(self.env._("This kind of work is known no longer."))
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": source.model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(Domain(handover._source_domain(source))),
        }
