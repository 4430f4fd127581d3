from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.incentive.tiers import RETROACTIVE, Terms, Tier, compute

D = Decimal
TIERS = [Tier(D(0), D(1)), Tier(D(80), D(2)), Tier(D(100), D(4))]

cents = st.integers(0, 10**9).map(lambda number: D(number) / 100)
tiers = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 20), st.integers(0, 10000)),
    max_size=5,
    unique_by=lambda item: item[0],
).map(lambda items: [Tier(*map(D, item)) for item in sorted(items)])


def total(*args):
    return sum((line.payout for line in compute(*args)), D(0))


@tagged("post_install", "-at_install")
class TestTiers(BaseCase):
    def test_each_part_by_the_rate_of_its_tier(self):
        # target 1000, result 1200: 800 at 1 %, 200 at 2 %, 200 at 4 %
        lines = compute(1200, 1000, TIERS)
        self.assertEqual([line.payout for line in lines], [D(8), D(4), D(8)])

    def test_all_of_it_by_the_tier_that_is_reached(self):
        self.assertEqual(total(1200, 1000, TIERS, Terms(RETROACTIVE)), D(48))
        self.assertEqual(total(999, 1000, TIERS, Terms(RETROACTIVE)), D("19.98"))

    def test_below_the_first_tier_nothing(self):
        self.assertEqual(compute(499, 1000, [Tier(D(50), D(3))]), [])

    def test_exactly_at_a_tier_it_is_reached(self):
        self.assertEqual(total(1000, 1000, [Tier(D(100), D(0), D(500))]), D(500))

    def test_a_bonus_is_paid_once_for_each_tier_reached(self):
        bonuses = [Tier(D(80), D(0), D(100)), Tier(D(100), D(0), D(300))]
        self.assertEqual(total(900, 1000, bonuses), D(100))
        self.assertEqual(total(1500, 1000, bonuses, Terms(RETROACTIVE)), D(400))

    def test_the_accelerator_counts_what_lies_beyond_it(self):
        # 1200: as above, and of the 200 beyond 100 % those 100 beyond 110 % twofold
        terms = Terms(accelerator=(D(110), D(2)))
        self.assertEqual(total(1200, 1000, TIERS, terms), D(8 + 4 + 4 + 8))

    def test_the_accelerator_of_the_whole(self):
        terms = Terms(RETROACTIVE, accelerator=(D(110), D(2)))
        self.assertEqual(total(1200, 1000, TIERS, terms), D(96))

    def test_beyond_the_cap_on_attainment_nothing_counts(self):
        terms = Terms(cap_attainment=D(110))
        self.assertEqual(total(5000, 1000, TIERS, terms), D(8 + 4 + 4))

    def test_the_cap_on_the_payout_is_a_line(self):
        lines = compute(1200, 1000, TIERS, Terms(cap_payout=D(15)))
        self.assertEqual((lines[-1].tier, lines[-1].payout), (None, D(-5)))

    def test_half_a_cent_goes_up(self):
        self.assertEqual(total("0.5", "0.5", [Tier(D(0), D(1))]), D("0.01"))
        self.assertEqual(total("0.49", "0.5", [Tier(D(0), D(1))]), D("0.00"))

    def test_without_a_target_nothing_is_paid(self):
        self.assertEqual(compute(1200, 0, TIERS), [])
        self.assertEqual(compute(-5, 100, TIERS), [])

    def test_tiers_rise(self):
        with self.assertRaises(ValueError):
            compute(1, 1, [Tier(D(80), D(1)), Tier(D(80), D(2))])
        with self.assertRaises(ValueError):
            compute(1, 1, [Tier(D(80), D(-1))])

    @given(cents, cents, cents, tiers)
    def test_who_reaches_more_never_gets_less(self, first, more, target, chosen):
        rising = all(low.rate <= high.rate for low, high in zip(chosen, chosen[1:], strict=False))
        for mode in ("marginal", RETROACTIVE):
            if mode == "marginal" or rising:
                small = total(first, target, chosen, Terms(mode))
                large = total(first + more, target, chosen, Terms(mode))
                self.assertLessEqual(small - large, D("0.01") * max(len(chosen), 1))

    @given(cents, cents, tiers, cents)
    def test_no_more_than_the_cap(self, result, target, chosen, cap):
        paid = total(result, target, chosen, Terms(cap_payout=cap))
        self.assertLessEqual(paid, cap)
        self.assertEqual(paid, paid.quantize(D("0.01")))

    @given(cents, cents, tiers)
    def test_marginal_bases_add_up_to_what_lies_in_tiers(self, result, target, chosen):
        lines = compute(result, target, chosen)
        if lines and chosen:
            inside = max(result - target * chosen[0].start / 100, D(0))
            base = sum((line.base for line in lines), D(0))
            self.assertLessEqual(abs(base - inside), D("0.01") * len(lines))
