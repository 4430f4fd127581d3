from . import test_lead_product, test_product_figure, test_product_standing
