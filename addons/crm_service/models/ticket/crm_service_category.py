from odoo import api, fields, models


class CrmServiceCategory(models.Model):
    """What a ticket is about: a tree, from the general to the particular."""

    _name = "crm.service.category"
    _description = "Ticket Category"
    _parent_store = True
    _rec_name = "complete_name"
    _order = "complete_name, id"

    name = fields.Char(required=True, translate=True)
    display_name = fields.Char(recursive=True)
    complete_name = fields.Char(
        "Full Name", compute="_compute_complete_name", recursive=True, store=True
    )
    parent_id = fields.Many2one("crm.service.category", "Part Of", index=True, ondelete="restrict")
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("crm.service.category", "parent_id", "Parts")
    team_id = fields.Many2one(
        "crm.service.team",
        "Service Team",
        ondelete="set null",
        index="btree_not_null",
        help="The team that a new ticket of this category goes to; empty: as the category above.",
    )
    active = fields.Boolean(default=True)

    @api.depends("name", "parent_id.complete_name")
    def _compute_complete_name(self):
        for category in self:
            above = category.parent_id.complete_name
            category.complete_name = f"{above} / {category.name}" if above else category.name

    @api.depends("name", "parent_id.display_name")
    @api.depends_context("lang", "hierarchical_naming")
    def _compute_display_name(self):
        """The stored full name is in the source language, people read their own."""
        if self.env.context.get("hierarchical_naming", True):
            for category in self:
                above = category.parent_id.display_name
                category.display_name = f"{above} / {category.name}" if above else category.name
        else:
            for category in self:
                category.display_name = category.name

    def _get_team(self):
        """Return the team of the category, or of the nearest one above that has any."""
        category = self
        while category and not category.team_id:
            category = category.parent_id
        return category.team_id
