"""Reading ``config/access_matrix.csv``: what is refused, and how lines add up."""

import tempfile
from pathlib import Path

from odoo.tests import BaseCase, tagged

from .matrix import HEADINGS, MatrixError, load_matrix


@tagged("post_install", "-at_install")
class TestMatrixFile(BaseCase):
    def _load(self, *lines, headings=HEADINGS):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "matrix.csv")
            path.write_text("\n".join([",".join(headings), *lines, ""]), encoding="utf-8")
            return load_matrix(path)

    def test_lines_of_a_role_add_up(self):
        matrix = self._load("own,x,0,1,0,0,company,,", "own,x,1,0,1,0,own,cost_*,")
        self.assertTrue(matrix.allows("own", "x", "read", "company"))
        self.assertFalse(matrix.allows("own", "x", "read", "all"))
        self.assertTrue(matrix.allows("own", "x", "write", "own"))
        self.assertFalse(matrix.allows("own", "x", "write", "team"))
        self.assertFalse(matrix.allows("own", "x", "delete", "own"))
        self.assertTrue(matrix.hides("own", "x", "cost_total"))
        self.assertFalse(matrix.hides("own", "x", "total"))

    def test_what_is_shown_of_what_is_hidden(self):
        matrix = self._load("portal,x,0,1,0,0,own,* !name !date_*,")
        self.assertTrue(matrix.hides("portal", "x", "cost"))
        self.assertFalse(matrix.hides("portal", "x", "name"))
        self.assertFalse(matrix.hides("portal", "x", "date_closed"))

    def test_what_no_line_grants_is_refused(self):
        matrix = self._load("own,x,0,1,0,0,company,,")
        self.assertFalse(matrix.allows("plain", "x", "read", "own"))

    def test_unknown_words_are_refused_with_their_line(self):
        for line in (
            "boss,x,0,1,0,0,all,,",
            "own,x,0,1,0,0,galaxy,,",
            "own,x,0,yes,0,0,all,,",
            "own,x,0,0,0,0,all,,",
            "own,x,0,1,0,0,none,,",
        ):
            with self.subTest(line), self.assertRaisesRegex(MatrixError, "line 2"):
                self._load(line)

    def test_other_headings_are_refused(self):
        with self.assertRaisesRegex(MatrixError, "headings"):
            self._load(headings=["role", "model"])
