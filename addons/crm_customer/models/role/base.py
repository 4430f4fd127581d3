from lxml import etree

from odoo import api, models

from ...tools.role.money import COST_FIELDS, shows_costs


# Screens without the fields that show costs, for who may not see them. (No docstring: the
# host would store it as the description of each model.)
class Base(models.AbstractModel):
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
            if child.getparent() is not node:
                continue  # it went with its label
            name = child.get("name" if child.tag == "field" else "for")
            if child.tag in ("field", "label") and name and shows_costs(self._name, name):
                if child.tag == "label":
                    self._crm_drop_labelled(child, name)
                node.remove(child)
            elif child.tag == "field" and len(child) and self._fields[name].relational:
                self.env[self._fields[name].comodel_name]._crm_drop_costs(child)
            elif isinstance(child.tag, str):
                self._crm_drop_costs(child)

    @api.model
    def _crm_drop_labelled(self, label, name):
        """Take out the box that ``label`` stands before, or units and brackets stay behind."""
        box = label.getnext()
        if box is None or box.tag != "div" or not box.xpath(".//field[@name=$name]", name=name):
            return
        # conditions elsewhere in the screen may ask for the fields that nobody sees
        for field in box.xpath(".//field[@invisible='1' or @invisible='True']"):
            if not shows_costs(self._name, field.get("name")):
                label.addprevious(field)
        box.getparent().remove(box)
