from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .common import IntakeCommon


@tagged("post_install", "-at_install")
class TestApi(IntakeCommon):
    def _call(self, *records, user=None, **options):
        return self.Leads.with_user(user or self.seller).crm_take_in(list(records), **options)

    def test_records_are_accepted_once(self):
        record = {"key": "E-1", "contact_name": "Li", "email": "li@far.example.com"}
        self.assertEqual(self._call(record), [{"key": "E-1", "action": "accepted", "issues": []}])
        self.assertEqual(self._call(record)[0]["action"], "repeated")

    def test_the_answer_does_not_say_who_is_known(self):
        self.env["res.partner"].create({"name": "Zoe", "email": "zoe@known.example.com"})
        [known] = self._call({"key": "E", "email": "zoe@known.example.com"})
        [unknown] = self._call({"key": "F", "email": "zoe@unknown.example.com"})
        self.assertEqual(known | {"key": ""}, unknown | {"key": ""})

    def test_what_cannot_be_used_is_refused_alone(self):
        first, second, third = self._call(
            {"key": "1", "subject": "nobody"},
            {"email": "li@far.example.com"},
            {"key": "3", "email": "li@far.example.com", "colour": "red", "value": "much"},
        )
        self.assertEqual([first["action"], second["action"]], ["refused", "refused"])
        self.assertEqual(second["issues"][0]["field"], "key")
        self.assertEqual(third["action"], "accepted")
        self.assertEqual({issue["field"] for issue in third["issues"]}, {"colour", "value"})

    def test_a_call_that_is_wrong_writes_nothing(self):
        for records in ("no list", [1], [{"key": "1"}] * 501):
            with self.assertRaises(ValidationError):
                self.Leads.with_user(self.seller).crm_take_in(records)
        with self.assertRaises(ValidationError):
            self._call({"key": "1", "email": "a@b.example.com"}, team="No such team")

    def test_who_makes_no_leads_sends_none(self):
        clerk = new_test_user(self.env, "intake_clerk", "base.group_user")
        with self.assertRaises(AccessError):
            self._call({"key": "1", "email": "a@b.example.com"}, user=clerk)
