"""What is planted in the customer file is found by the import engine, and nothing else is."""

import os
import tempfile
from collections import Counter

from odoo.tests import BaseCase, tagged

from odoo.addons.crm_customer.tools.import_ import (
    CUSTOMER_VOCABULARY,
    Choices,
    Column,
    DuplicateFinder,
    RowChecker,
    read_rows,
    recognise,
    sniff,
)

from . import customer_file

COUNT = 5_000
FIRST_ROW = 2
#: planted mistakes that are doubted only
DOUBTS = {"mail typo", "formula"}


@tagged("post_install", "-at_install")
class TestCustomerFile(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.log = {}
        cls.path = os.path.join(folder.name, "customers.csv")
        rows = customer_file.make_customer_rows(COUNT, seed=7, log=cls.log)
        customer_file.write_csv(cls.path, rows, encoding="gb18030")
        fmt = sniff(cls.path)
        checker = RowChecker(cls._mapping(fmt))
        cls.checked = [checker.check(row) for row in read_rows(cls.path, fmt)]

    @classmethod
    def _mapping(cls, fmt):
        mapping = []
        for index, match in enumerate(recognise(fmt.headings, fmt.samples)):
            field = match.field or fmt.headings[index]
            kind = CUSTOMER_VOCABULARY[field].kind if match.field else "money"
            choices = Choices(create=True) if kind == "many2one" else None
            mapping.append(
                Column(index, field, kind, fmt.headings[index], field == "name", choices)
            )
        return mapping

    def _planted(self, kind):
        return {place: what for place, (found, what) in self.log.items() if found == kind}

    def test_the_same_seed_makes_the_same_rows(self):
        one, other = (list(customer_file.make_customer_rows(200, seed=3)) for _turn in range(2))
        self.assertEqual(one, other)
        self.assertNotEqual(one, list(customer_file.make_customer_rows(200, seed=4)))

    def test_shares_of_duplicates_and_mistakes(self):
        self.assertAlmostEqual(len(self._planted("duplicate")) / COUNT, 0.03, delta=0.01)
        self.assertAlmostEqual(len(self._planted("mistake")) / COUNT, 0.02, delta=0.01)
        self.assertEqual(len(set(self._planted("mistake").values())), 13)

    def test_every_mistake_is_found_and_nothing_else_is_wrong(self):
        levels = {row.number - FIRST_ROW: row.level for row in self.checked}
        mistakes = self._planted("mistake")
        for place, mistake in mistakes.items():
            expected = "warning" if mistake in DOUBTS else "error"
            self.assertEqual(levels[place], expected, mistake)
        wrong = {place for place, level in levels.items() if level == "error"}
        self.assertLessEqual(wrong, set(mistakes))

    def test_doubts_are_few(self):
        codes = Counter(
            issue.code for row in self.checked for issue in row.issues if issue.level == "warning"
        )
        self.assertLessEqual(set(codes), {"several_values", "email_typo", "formula"})

    def test_every_duplicate_is_found(self):
        finder, found = DuplicateFinder(), {}
        for row in self.checked:
            if duplicate := finder.add(row.number, row.keys):
                found[row.number - FIRST_ROW] = duplicate
        planted = self._planted("duplicate")
        self.assertLessEqual(set(planted), set(found))
        sure = {place for place, duplicate in found.items() if duplicate.kind != "name"}
        self.assertLessEqual(sure, set(planted))
        self.assertEqual(
            {place: found[place].number - FIRST_ROW for place in sure}.items() - planted.items(),
            set(),
        )

    def test_a_workbook_of_the_same_rows_reads_the_same(self):
        path = self.path.replace(".csv", ".xlsx")
        rows = list(customer_file.make_customer_rows(300, seed=7))
        customer_file.write_xlsx(path, rows)
        cells = [row.cells for row in read_rows(path, sniff(path))]
        self.assertEqual(
            [[cell.strip() for cell in row] for row in cells],
            [[cell.strip() for cell in row] for row in rows],
        )
