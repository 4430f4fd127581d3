from odoo.fields import Command

from odoo.addons.crm_customer.tests.common import CustomerCommon


class ServiceCommon(CustomerCommon):
    """An agent, her colleague, their leader and manager, a team and a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent, cls.colleague, cls.leader, cls.head = cls._create_users(
            {
                "service_agent": "crm_service.group_service_own",
                "service_colleague": "crm_service.group_service_own",
                "service_leader": "crm_service.group_service_team",
                "service_head": "crm_service.group_service_manager",
            }
        )
        cls.team = cls._create_team("Hotline", cls.agent | cls.colleague, user_id=cls.leader.id)
        cls.customer = cls._create_customer("Acme Trading")
        cls.contact = cls.env["res.partner"].create(
            {
                "name": "Ann Asker",
                "parent_id": cls.customer.id,
                "email": "ann@acme.example.com",
                "phone": "+1 650 555 0101",
            }
        )
        cls.stage_new = cls.env.ref("crm_service.crm_service_stage_new")
        cls.stage_progress = cls.env.ref("crm_service.crm_service_stage_progress")
        cls.stage_waiting = cls.env.ref("crm_service.crm_service_stage_customer")
        cls.stage_solved = cls.env.ref("crm_service.crm_service_stage_solved")
        cls.cause = cls.env.ref("crm_service.crm_service_cause_product")

    @classmethod
    def _create_team(cls, name, members, **values):
        return cls.env["crm.service.team"].create(
            {"name": name, "member_ids": [Command.set(members.ids)]} | values
        )

    @classmethod
    def _create_ticket(cls, name="Pump leaks", **values):
        """Create a ticket of the customer's contact in the team."""
        defaults = {"name": name, "partner_id": cls.contact.id, "team_id": cls.team.id}
        return cls.env["crm.service.ticket"].create(defaults | values)

    def _kinds(self, ticket):
        """Return the kinds of what is in the log of ``ticket``, in their order."""
        return ticket.event_ids.sorted(lambda event: (event.date, event.id)).mapped("kind")

    def _open_dialog(self, action, user):
        """Return the wizard that ``action`` opens for ``user``."""
        wizards = self.env[action["res_model"]].with_user(user)
        return wizards.with_context(**action["context"]).create({})
