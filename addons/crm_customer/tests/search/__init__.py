from . import test_pinyin, test_res_partner_search, test_search_key
