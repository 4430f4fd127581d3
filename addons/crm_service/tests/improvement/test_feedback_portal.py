from odoo.tests import tagged

from ...models.improvement.crm_service_form import LIMIT
from ..portal.common import PortalHttp

SECRET = "Emerald valve 0815 squeaks"
URL = "/my/feedback"


@tagged("post_install", "-at_install")
class TestFeedbackPortal(PortalHttp):
    def _send(self, user=None, **values):
        self._be(user or self.owner)
        return self._post(URL, {"name": SECRET, "description": "All day long"} | values)

    def _feedback(self):
        return self.env["crm.service.feedback"].search([("name", "=", SECRET)])

    def test_a_customer_gives_feedback_and_finds_it(self):
        answer = self._send()
        self.assertEqual(answer.status_code, 303)
        feedback = self._feedback()
        self.assertEqual(feedback.partner_id, self.contact)
        self.assertEqual((feedback.source, feedback.user_id.id), ("portal", False))
        page = self._get(URL, self.owner).text
        self.assertIn(SECRET, page)
        self.assertIn("Received", page)

    def test_nothing_is_taken_from_the_form_but_words_and_category(self):
        category = self.env["crm.service.category"].create({"name": "Valve", "is_portal": True})
        self._send(
            category_id=str(category.id),
            partner_id=str(self.rival.id),
            state="answered",
            user_id="2",
            improvement_id="1",
        )
        feedback = self._feedback()
        self.assertEqual(feedback.category_id, category)
        self.assertEqual(feedback.partner_id, self.contact)
        self.assertEqual((feedback.state, feedback.user_id.id), ("new", False))

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        inner = self.env["crm.service.category"].create({"name": "Inner"})
        for values in ({"description": " "}, {"category_id": str(inner.id)}):
            answer = self._send(**values)
            self.assertEqual(answer.status_code, 200)
            self.assertIn("is-invalid", answer.text)
            self.assertIn(SECRET, answer.text)
        self.assertFalse(self._feedback())

    def test_too_much_within_an_hour_is_refused(self):
        for _number in range(LIMIT):
            self.assertEqual(self._send().status_code, 303)
        answer = self._send()
        self.assertIn("a lot within an hour", answer.text)
        self.assertEqual(len(self._feedback()), LIMIT)

    def test_nobody_else_sees_it(self):
        self._send()
        plain = self._create_user("no_service", "base.group_user")
        for user in (None, self.stranger, self.mate, plain):
            self.assertNotIn(SECRET, self._get(URL, user).text)
            self._be(user)
            for method, args in (
                ("read", [self._feedback().ids, ["name"]]),
                ("search_read", [[], ["name"]]),
                ("name_search", ["Emerald"]),
                ("web_read", [self._feedback().ids, {"name": {}}]),
                ("action_answer", [self._feedback().ids]),
            ):
                answer = self._rpc(
                    "/web/dataset/call_kw",
                    model="crm.service.feedback",
                    method=method,
                    args=args,
                    kwargs={},
                )
                self.assertNotIn(SECRET, answer.text, (user and user.login, method))
        self.assertEqual(self._feedback().state, "new")

    def test_without_a_token_of_the_session_nothing_is_taken(self):
        self._be(self.owner)
        answer = self.url_open(URL, data={"name": SECRET, "description": "x", "csrf_token": "x"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._feedback())

    def test_the_customer_sees_what_became_of_it(self):
        self._send()
        feedback = self._feedback()
        feedback.improvement_id = self.env["crm.service.improvement"].create(
            {"name": "Internal title", "answer": "New seals since May"}
        )
        for state, decision, words in (
            ("proposed", False, "We are looking into it"),
            ("decided", "later", "Planned for later"),
            ("decided", "do", "We are working on it"),
            ("released", "do", "New seals since May"),
            ("declined", "not", "Not planned"),
        ):
            self.env.cr.execute(
                "UPDATE crm_service_improvement SET state = %s, decision = %s WHERE id = %s",
                [state, decision or None, feedback.improvement_id.id],
            )
            self.env.invalidate_all()
            page = self._get(URL, self.owner).text
            self.assertIn(words, page)
            self.assertNotIn("Internal title", page)
