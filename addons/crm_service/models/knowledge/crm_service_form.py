from odoo import api, models

VISITOR = "crm_article_visitor"


class CrmServiceForm(models.AbstractModel):
    """A ticket of the public form remembers who had read articles before."""

    _inherit = "crm.service.form"

    @api.model
    def _create_from_web(self, values, team, uploads):
        if visitor := self.env.context.get(VISITOR):
            values = values | {"article_visitor": visitor}
        return super()._create_from_web(values, team, uploads)
