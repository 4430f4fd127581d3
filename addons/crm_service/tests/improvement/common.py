from datetime import date, datetime, timedelta

from ..common import ServiceCommon

RELEASED = date(2026, 3, 2)  # a Monday


class ImprovementCommon(ServiceCommon):
    """A product manager beside the people of the service, and a category to speak about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls._create_user("product_manager", "crm_customer.role_product_manager")
        cls.category = cls.env["crm.service.category"].create({"name": "Gripper"})
        cls.product = cls.env["product.product"].create({"name": "Gripper G3"})

    @classmethod
    def _create_feedback(cls, name="The gripper loses its program", **values):
        defaults = {"name": name, "partner_id": cls.contact.id, "category_id": cls.category.id}
        return cls.env["crm.service.feedback"].create(defaults | values)

    @classmethod
    def _create_improvement(cls, name="The program stays", **values):
        """Create an improvement that has all that any step wants to know."""
        defaults = {
            "name": name,
            "category_id": cls.category.id,
            "problem": "The program is lost when the power fails.",
            "cause_id": cls.cause.id,
            "decision": "do",
            "decision_reason": "Many suffer.",
            "user_id": cls.manager.id,
            "responsible_id": cls.agent.id,
            "quarter": "2026-Q1",
            "measure": "tickets",
            "answer": "Since 2.4 the program stays.",
        }
        return cls.env["crm.service.improvement"].create(defaults | values)

    @classmethod
    def _create_released(cls, **values):
        """Create an improvement that was released on ``RELEASED``."""
        improvement = cls._create_improvement(**values)
        for state in ("analysed", "decided", "progress"):
            improvement.state = state
        improvement.write({"date_released": RELEASED, "state": "released"})
        return improvement

    @classmethod
    def _create_tickets(cls, count, first, **values):
        """Create ``count`` tickets, one a day from ``first`` on, again from there after 28."""
        start = datetime.combine(first, datetime.min.time()) + timedelta(hours=3)
        return cls.env["crm.service.ticket"].create(
            [
                {
                    "name": f"Program lost {number}",
                    "partner_id": cls.contact.id,
                    "team_id": cls.team.id,
                    "category_id": cls.category.id,
                    "date_opened": start + timedelta(days=number % 28),
                }
                | values
                for number in range(count)
            ]
        )
