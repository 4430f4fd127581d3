from odoo import api, fields, models


class CrmServiceSkill(models.Model):
    """Something that not everybody in a team can do, and the tickets that ask for it."""

    _name = "crm.service.skill"
    _description = "Service Skill"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    category_ids = fields.Many2many(
        "crm.service.category",
        string="Categories",
        help="Tickets of these categories, and of those below, ask for the skill.",
    )
    product_ids = fields.Many2many(
        "product.product", string="Products", help="Tickets about these products ask for it."
    )
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        string="Language",
        help="Tickets of contacts who speak this language ask for the skill.",
    )
    member_count = fields.Integer("People", compute="_compute_member_count")

    def _compute_member_count(self):
        groups = self.env["crm.service.member.skill"]._read_group(
            [("skill_id", "in", self.ids)], ["skill_id"], ["member_id:recordset"]
        )
        counts = {skill: len(members.user_id) for skill, members in groups}
        for skill in self:
            skill.member_count = counts.get(skill, 0)

    @api.model
    def _get_needs(self, tickets):
        """Return ``{ticket: frozenset of ids of the skills that it asks for}``."""
        skills = self.search_fetch([], ["product_ids", "lang"])
        return {
            ticket: frozenset(skill.id for skill in skills if skill._is_asked_by(ticket))
            for ticket in tickets
        }

    def _is_asked_by(self, ticket):
        if self.product_ids and ticket.product_id in self.product_ids:
            return True
        if self.lang and ticket.partner_id.lang == self.lang:
            return True
        path = (ticket.category_id.parent_path or "").split("/")
        return any(str(category) in path for category in self.category_ids.ids)
