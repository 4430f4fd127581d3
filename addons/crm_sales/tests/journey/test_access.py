from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import JourneyCommon


@tagged("post_install", "-at_install")
class TestAccess(JourneyCommon):
    def test_marketing_makes_and_starts_journeys(self):
        self._create_member()
        journey = (
            self.env["crm.sales.journey"]
            .with_user(self.marketer)
            .create(
                {
                    "name": "Mine",
                    "segment_id": self.segment.id,
                    "purpose_id": self.service.id,
                    "is_working_hours": False,
                    "step_ids": [
                        (0, 0, {"name": "Hello", "kind": "mail", "template_id": self.template.id})
                    ],
                }
            )
        )
        with self._later():
            journey.action_start()
        self._run()
        self.assertEqual(journey.entered_count, 1)

    def test_sellers_read_journeys_and_write_none(self):
        journey = self._create_journey(["tag"])
        self.assertEqual(journey.with_user(self.seller).name, "Journey")
        for user in (self.seller, self.leader, self.head):
            for act in ("action_start", "action_end"):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    getattr(journey.with_user(user), act)()

    def test_participants_are_seen_by_the_owner_of_the_contact(self):
        partner = self._create_member()
        self._start(self._create_journey([("wait", {"wait_count": 5})]))
        self._run()
        run = self._get_run(partner)
        other = self._create_user("journey_other", "crm_sales.group_sales_own")
        runs = self.env["crm.sales.journey.run"]
        for user, count in ((self.seller, 1), (self.leader, 1), (self.marketer, 1), (other, 0)):
            with self.subTest(user.login):
                found = runs.with_user(user).search([("id", "=", run.id)])
                self.assertEqual(len(found), count)

    def test_nobody_writes_participants_or_events(self):
        partner = self._create_member()
        self._start(self._create_journey(["tag"]))
        self._run()
        run = self._get_run(partner)
        for record in (run, run.event_ids[0]):
            for user in (self.sales_manager, self.marketer):
                with self.assertRaises(AccessError):
                    record.with_user(user).write({"company_id": False})
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()

    def test_sellers_take_nobody_out(self):
        partner = self._create_member()
        self._start(self._create_journey([("wait", {"wait_count": 5})]))
        self._run()
        with self.assertRaises(AccessError):
            self._get_run(partner).with_user(self.seller).action_stop()
