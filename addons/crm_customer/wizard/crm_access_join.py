from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

PRIVILEGES = (
    "crm_customer.res_groups_privilege_role",
    "crm_customer.res_groups_privilege_customer",
)


class CrmAccessJoin(models.TransientModel):
    """A new colleague in one step: login, role, teams, back-up, customers to take over."""

    _name = "crm.access.join"
    _description = "New Colleague"

    # the person
    name = fields.Char(required=True)
    login = fields.Char("E-mail", required=True, help="The login, where the invitation goes.")
    lang = fields.Selection(
        selection="_selection_lang", string="Language", default=lambda self: self.env.lang
    )
    tz = fields.Selection(
        selection="_selection_tz",
        string="Time Zone",
        compute="_compute_tz",
        store=True,
        readonly=False,
    )
    is_invited = fields.Boolean("Send the Invitation", default=True)

    # what the person may do, and where
    group_ids = fields.Many2many(
        "res.groups",
        string="Roles",
        required=True,
        domain="[('id', 'in', available_group_ids)]",
    )
    available_group_ids = fields.Many2many(
        "res.groups", string="Available", compute="_compute_available_group_ids"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    company_ids = fields.Many2many(
        "res.company",
        "crm_access_join_company_rel",
        string="Allowed Companies",
        compute="_compute_company_ids",
        store=True,
        readonly=False,
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        domain="['|', ('company_id', '=', False), ('company_id', 'in', company_ids)]",
    )
    backup_id = fields.Many2one("res.users", "Back-Up Person", domain="[('share', '=', False)]")

    # what the person begins with
    from_user_id = fields.Many2one(
        "res.users",
        "Takes Over From",
        domain="[('share', '=', False)]",
        help="The customers and open work of this colleague are handed over.",
    )

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.model
    def _selection_tz(self):
        return self.env["res.users"]._fields["tz"].get_description(self.env)["selection"]

    @api.depends("company_id")
    def _compute_tz(self):
        """Propose where the company is, not where its administrator happens to be."""
        for join in self:
            join.tz = join.company_id._crm_zone()

    @api.depends("company_id")
    def _compute_available_group_ids(self):
        """Offer the roles of the suite, and the levels of customers."""
        refs = (self.env.ref(name, raise_if_not_found=False) for name in PRIVILEGES)
        privileges = self.env["res.groups.privilege"].union(*(ref for ref in refs if ref))
        groups = self.env["res.groups"].search([("privilege_id", "in", privileges.ids)])
        self.available_group_ids = groups

    @api.depends("company_id")
    def _compute_company_ids(self):
        for wizard in self:
            wizard.company_ids |= wizard.company_id

    def action_join(self):
        """Create the user with the rights of who asks, and all that goes with it.

        :raise AccessError: who asks may not administer users
        :raise UserError: the login is taken
        """
        self.ensure_one()
        self.env["res.users"].check_access("create")
        self._check_question()
        user = self._create_user()
        self._join_teams(user)
        handover = self._take_over(user)
        return (handover or user)._get_records_action(name=user.name)

    def _check_question(self):
        users = self.env["res.users"].sudo().with_context(active_test=False)
        if users.search_count([("login", "=", self.login.strip())], limit=1):
            raise UserError(
                self.env._(
                    "Somebody logs in as %(login)s already. Archived users keep their login.",
                    login=self.login,
                )
            )
        if self.group_ids - self.available_group_ids:
            raise UserError(self.env._("Choose roles of customer relations."))

    def _create_user(self):
        users = self.env["res.users"].with_context(
            no_reset_password=not self.is_invited,
            crm_grant_reason=self.env._("New colleague"),
        )
        return users.create(
            {
                "name": self.name,
                "login": self.login.strip(),
                "email": self.login.strip(),
                "lang": self.lang,
                "tz": self.tz,
                "company_id": self.company_id.id,
                "company_ids": [Command.set((self.company_ids | self.company_id).ids)],
                "group_ids": [
                    Command.link(self.env.ref("base.group_user").id),
                    *(Command.link(group.id) for group in self.group_ids),
                ],
                "crm_backup_id": self.backup_id.id,
            }
        )

    def _join_teams(self, user):
        # sudo: who may create users need not be a sales manager
        self.env["crm.team.member"].sudo().create(
            [{"crm_team_id": team.id, "user_id": user.id} for team in self.team_ids]
        )

    def _take_over(self, user):
        """Hand over what the chosen colleague has, without letting that one leave."""
        handovers = self.env["crm.handover"]
        if not self.from_user_id:
            return handovers
        handover = handovers.create(
            {
                "user_id": self.from_user_id.id,
                "company_id": self.company_id.id,
                "share_ids": [Command.clear(), Command.create({"user_id": user.id})],
                "note": self.env._("%(name)s joins", name=user.name),
            }
        )
        handover.action_start()
        return handover
