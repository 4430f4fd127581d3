import re

from odoo.tests import TransactionCase

from ...models.import_ import issue_texts
from ...tools.import_ import ISSUE_LEVELS, ISSUE_MESSAGES, MESSAGES

PLACE = re.compile(r"%\((\w+)\)s")


class TestEngineCodes(TransactionCase):
    """Every code of the engine has a text that users can read in their language."""

    def test_every_problem_of_a_file_has_a_text(self):
        self._check(MESSAGES, issue_texts.FILE_ERRORS)

    def test_every_problem_of_a_cell_has_a_text_and_a_label(self):
        self._check(ISSUE_MESSAGES, issue_texts.ISSUES)
        self.assertEqual(set(ISSUE_MESSAGES) - set(issue_texts.LABELS), set())

    def test_every_problem_of_a_cell_has_a_level(self):
        self.assertEqual(set(ISSUE_LEVELS.values()), {"error", "warning"})
        self.assertEqual(set(ISSUE_LEVELS), set(ISSUE_MESSAGES))

    def _check(self, messages, texts):
        self.assertEqual(set(messages) - set(texts), set())
        for code, message in messages.items():
            source = self.env(context={"lang": "en_US"})._(texts[code])
            self.assertEqual(set(PLACE.findall(source)), set(PLACE.findall(message)), code)
