from odoo import fields, models


class CrmServiceMemberSkill(models.Model):
    """How well a member of a team can do something."""

    _name = "crm.service.member.skill"
    _description = "Skill of a Member"
    _rec_name = "skill_id"
    _order = "level desc, id"

    member_id = fields.Many2one("crm.service.member", required=True, ondelete="cascade")
    skill_id = fields.Many2one("crm.service.skill", required=True, ondelete="cascade", index=True)
    level = fields.Selection(
        [("1", "Basic"), ("2", "Good"), ("3", "Expert")], required=True, default="2"
    )

    _member_skill_uniq = models.UniqueIndex(
        "(member_id, skill_id)", "The person has this skill already."
    )
