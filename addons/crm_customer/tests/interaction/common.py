from ...tests.common import CustomerCommon


class InteractionCommon(CustomerCommon):
    """A customer of two people, and interactions with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Acme Trading")
        cls.contact_wang = cls.env["res.partner"].create(
            {"name": "Wang Wei", "parent_id": cls.customer.id}
        )
        cls.stranger = cls.env["res.partner"].create({"name": "Li Na"})
        cls.Interaction = cls.env["crm.customer.interaction"]
        cls.no_answer = cls.env.ref("crm_customer.crm_customer_interaction_outcome_no_answer")
        cls.complaint = cls.env.ref("crm_customer.crm_customer_interaction_outcome_complaint")

    @classmethod
    def _create_interaction(cls, **values):
        """Create a call with the customer on 2026-03-02 by the sales rep."""
        return cls.Interaction.create(
            {
                "partner_id": cls.customer.id,
                "kind": "call",
                "date": "2026-03-02 02:00:00",
                "user_id": cls.user_own.id,
            }
            | values
        )
