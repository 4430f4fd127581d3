from lxml import etree

from odoo import api, models


# Screens and copies without the fields that show costs or books, for who may not see them. (No
# docstring: the host would store it as the description of each model.)
class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        result = super().get_view(view_id, view_type, **options)
        money = self.env["crm.costs"]
        if any(money._hidden_fields(model) for model in result["models"]):
            root = etree.fromstring(result["arch"])
            self._crm_drop_costs(root)
            result["arch"] = etree.tostring(root, encoding="unicode")
        return result

    def copy_data(self, default=None):
        hidden = [
            name
            for name in self.env["crm.costs"]._hidden_fields(self._name)
            if name in self._fields and self._fields[name].copy and name not in (default or ())
        ]
        if not hidden:
            return super().copy_data(default)
        # what stands in the defaults is not read
        vals_list = super().copy_data({**(default or {}), **dict.fromkeys(hidden)})
        return [
            {name: value for name, value in vals.items() if name not in hidden}
            for vals in vals_list
        ]

    @api.model
    def _crm_hides_costs(self):
        return not self.env.su and not self.env.user.crm_sees_costs()

    @api.model
    def _crm_hides_books(self):
        return not self.env.su and not self.env.user.crm_sees_books()

    @api.model
    def _crm_drop_costs(self, node):
        """Take the fields that show money, and their labels, out of the arch ``node``."""
        hidden = self.env["crm.costs"]._hidden_fields(self._name)
        for child in list(node):
            if child.getparent() is not node:
                continue  # it went with its label
            name = child.get("name" if child.tag == "field" else "for")
            if child.tag in ("field", "label") and name in hidden:
                if child.tag == "label":
                    self._crm_drop_labelled(child, name, hidden)
                node.remove(child)
            elif child.tag == "field" and len(child) and self._fields[name].relational:
                self.env[self._fields[name].comodel_name]._crm_drop_costs(child)
            elif isinstance(child.tag, str):
                self._crm_drop_costs(child)

    @api.model
    def _crm_drop_labelled(self, label, name, hidden):
        """Take out the box that ``label`` stands before, or units and brackets stay behind."""
        box = label.getnext()
        if box is None or box.tag != "div" or not box.xpath(".//field[@name=$name]", name=name):
            return
        # conditions elsewhere in the screen may ask for the fields that nobody sees
        for field in box.xpath(".//field[@invisible='1' or @invisible='True']"):
            if field.get("name") not in hidden:
                label.addprevious(field)
        box.getparent().remove(box)
