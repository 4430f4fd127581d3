from lxml import etree

from odoo import api, models

from ...tools.role.money import COST_FIELDS, shows_costs


class Base(models.AbstractModel):
    """Screens without the fields that show costs, for who may not see them."""

    _inherit = "base"

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        result = super().get_view(view_id, view_type, **options)
        if self._crm_hides_costs() and any(model in COST_FIELDS for model in result["models"]):
            root = etree.fromstring(result["arch"])
            self._crm_drop_costs(root)
            result["arch"] = etree.tostring(root, encoding="unicode")
        return result

    @api.model
    def _crm_hides_costs(self):
        return not self.env.su and not self.env.user.crm_sees_costs()

    @api.model
    def _crm_drop_costs(self, node):
        """Take the fields that show costs, and their labels, out of the arch ``node``."""
        for child in list(node):
            name = child.get("name" if child.tag == "field" else "for")
            if child.tag in ("field", "label") and name and shows_costs(self._name, name):
                node.remove(child)
            elif child.tag == "field" and len(child) and self._fields[name].relational:
                self.env[self._fields[name].comodel_name]._crm_drop_costs(child)
            elif isinstance(child.tag, str):
                self._crm_drop_costs(child)
