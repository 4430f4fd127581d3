"""``config/access_matrix.csv`` holds, and damage to what it rests on is noticed."""

import logging
import random

from odoo.tests import TransactionCase, tagged

from .checker import check_access, missing_lines, undone
from .matrix import load_matrix
from .mutations import mutations
from .world import World

_logger = logging.getLogger(__name__)
SEED = 20260101
MUTATIONS = 20
SHARES = 3


@tagged("post_install", "-at_install")
class TestAccessMatrix(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.matrix = load_matrix()

    def test_every_model_has_a_line_for_every_role(self):
        self.assertEqual(missing_lines(self.env, self.matrix), [])

    def test_each_damage_to_the_access_records_is_noticed(self):
        world = World(self.env)
        found = mutations(self.env, world)
        chosen = random.Random(SEED).sample(found, min(MUTATIONS, len(found)))
        unnoticed = []
        for name, model, damage in chosen:
            with undone(self.env):
                damage()
                if not self._is_noticed(model, world):
                    unnoticed.append(name)
        _logger.info("access matrix: %s of %s mutations made", len(chosen), len(found))
        self.assertEqual(unnoticed, [])

    def _is_noticed(self, model, world):
        report = check_access(self.env, self.matrix, [model], stops_early=True, world=world)
        return report.violations


class MatrixShare:
    """A share of the models, so that the workers have one each."""

    SHARE = None

    def test_each_role_does_what_its_lines_say_and_no_more(self):
        matrix = load_matrix()
        models = matrix.models[self.SHARE :: SHARES]
        report = check_access(self.env, matrix, models)
        _logger.info(
            "access matrix: %s allowed, %s refused, %s wrong",
            report.allowed,
            report.refused,
            len(report.violations),
        )
        self.assertFalse(report.violations, "\n".join(report.violations))
        self.assertGreater(report.allowed, 0)
        self.assertGreater(report.refused, 0)


@tagged("post_install", "-at_install")
class TestFirstShare(MatrixShare, TransactionCase):
    SHARE = 0


@tagged("post_install", "-at_install")
class TestSecondShare(MatrixShare, TransactionCase):
    SHARE = 1


@tagged("post_install", "-at_install")
class TestThirdShare(MatrixShare, TransactionCase):
    SHARE = 2
