from datetime import datetime

from odoo.fields import Command

from ..common import ServiceCommon

MONDAY = datetime(2026, 3, 2, 10)


class AssignmentCommon(ServiceCommon):
    """A team in turn, Monday to Friday 8:00 to 17:00 UTC. The moment is given to the tests."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.service.skill"].search([]).active = False
        for user in cls.agent | cls.colleague | cls.leader | cls.head:
            user.name = user.login
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "Office",
                "tz": "UTC",
                "company_id": cls.env.company.id,
                "attendance_ids": [
                    Command.create(
                        {
                            "name": "Work",
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 17,
                            "day_period": "morning",
                        }
                    )
                    for day in range(5)
                ],
            }
        )
        cls.team.write(
            {"assignment_method": "round_robin", "resource_calendar_id": cls.calendar.id}
        )
        cls.category = cls.env["crm.service.category"].create({"name": "Pumps"})
        cls.part = cls.env["crm.service.category"].create(
            {"name": "Seals", "parent_id": cls.category.id}
        )

    def _line(self, user):
        return self.team.member_line_ids.filtered(lambda line: line.user_id == user)

    def _give_skill(self, user, level="2", **values):
        skill = self.env["crm.service.skill"].create({"name": "Hydraulics"} | values)
        self._line(user).skill_ids = [Command.create({"skill_id": skill.id, "level": level})]
        return skill

    def _leave(self, user, start, stop):
        resource = self.env["resource.resource"].search([("user_id", "=", user.id)], limit=1)
        if not resource:
            resource = self.env["resource.resource"].create(
                {"name": user.name, "user_id": user.id, "calendar_id": self.calendar.id}
            )
        return self.env["resource.calendar.leaves"].create(
            {"resource_id": resource.id, "date_from": start, "date_to": stop}
        )

    def _cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("crm_service.assignment_cron").method_direct_trigger()
        self.env.invalidate_all()
