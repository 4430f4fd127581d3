from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools import address_cn

UNITS = [unit for unit in address_cn._units() if unit.province not in ("香港特别行政区",)]
PIECES = [
    *(spelling for unit in UNITS for spelling in unit.spellings),
    *(spelling for unit in address_cn._provinces() for spelling in unit.spellings),
    *[
        "区",
        "县",
        "市",
        "旗",
        "路",
        "街",
        "镇",
        "南山区",
        "昆山市",
        "市中区",
        "科苑路15号",
        "小区",
        "中国",
        "Building",
        "8",
    ],
    *address_cn.SEPARATORS,
]
addresses = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=8).map(
    "".join
)

EXAMPLES = """
广东省深圳市南山区科苑路15号|广东省|深圳市|南山区|科苑路15号
深圳南山区科技园|广东省|深圳市|南山区|科技园
广东深圳科技园|广东省|深圳市||科技园
北京市朝阳区建国路88号|北京市|北京市|朝阳区|建国路88号
北京市北京市朝阳区|北京市|北京市|朝阳区|
上海市市辖区浦东新区世纪大道|上海市|上海市|浦东新区|世纪大道
江苏省昆山市玉山镇|江苏省|苏州市|昆山市|玉山镇
内蒙古呼伦贝尔市鄂温克族自治旗巴彦托海镇|内蒙古自治区|呼伦贝尔市|鄂温克族自治旗|巴彦托海镇
广西桂林七星区|广西壮族自治区|桂林市|七星区|
海南州共和县|青海省|海南藏族自治州|共和县|
吉林市船营区|吉林省|吉林市|船营区|
济南市中区经四路|山东省|济南市|市中区|经四路
荆州市沙市区北京路|湖北省|荆州市|沙市区|北京路
湖南津市市|湖南省|常德市|津市市|
云南省大理市下关镇|云南省|大理白族自治州|大理市|下关镇
湖北省仙桃市|湖北省|仙桃市||
香港九龙弥敦道1号|香港特别行政区|九龙||弥敦道1号
澳门氹仔|澳门特别行政区|氹仔||
台湾省台北市信义区|台湾省|台北市|信义区|
浙江省/杭州市/西湖区 文三路|浙江省|杭州市|西湖区|文三路
东莞市南城街道鸿福路市民中心|广东省|东莞市||南城街道鸿福路市民中心
广州市幸福小区3号楼|广东省|广州市||幸福小区3号楼
北京路100号||||北京路100号
中山大学||||中山大学
1600 Amphitheatre Parkway||||1600 Amphitheatre Parkway
"""


@tagged("post_install", "-at_install")
class TestAddressCn(BaseCase):
    def test_examples(self):
        for line in EXAMPLES.split("\n")[1:-1]:
            text, *expected = line.split("|")
            parts = address_cn.split_address(text)
            found = [parts[key] for key in ("state", "city", "district", "street")]
            self.assertEqual(found, expected, text)

    def test_country_is_cut_off_before_a_place_only(self):
        self.assertEqual(address_cn.split_address("中国浙江省")["country"], "中国")
        self.assertEqual(address_cn.split_address("中国银行")["street"], "中国银行")

    def test_data_holds_every_prefecture_level_unit(self):
        self.assertEqual(len(address_cn._provinces()), 34)
        kinds = Counter(unit.name[-1] for unit in address_cn._units())
        self.assertEqual(kinds["州"], 30)
        self.assertEqual(kinds["盟"], 3)
        mainland = [unit for unit in address_cn._units() if unit.province != "台湾省"]
        # 293 prefecture-level cities without the municipalities, 21 cities under a province
        cities = [unit for unit in mainland if unit.name.endswith("市")]
        self.assertEqual(len(cities), 289 + 4 + 21)

    def test_no_name_is_longer_than_what_is_looked_up(self):
        names = [*address_cn._city_index(), *address_cn._county_index()]
        self.assertLessEqual(len(max(names, key=len)), address_cn.LONGEST)

    def test_every_unit_is_found_behind_its_province(self):
        for unit in UNITS:
            parts = address_cn.split_address(unit.province + unit.name)
            self.assertEqual((parts["state"], parts["city"]), (unit.province, unit.name))

    @given(addresses)
    @settings(max_examples=500, deadline=None)
    def test_no_character_is_lost(self, text):
        parts = address_cn.split_address(text)
        kept = Counter("".join(parts.values()))
        wanted = Counter(text.replace("市辖区", "").replace("中华人民共和国", "中国"))
        lost = wanted - kept
        self.assertLessEqual(set(lost), set(address_cn.SEPARATORS), (text, parts))

    @given(addresses)
    @settings(deadline=None)
    def test_the_street_is_the_end_of_the_text(self, text):
        street = address_cn.split_address(text)["street"]
        self.assertTrue(text.rstrip(address_cn.SEPARATORS).endswith(street))

    @given(addresses)
    @settings(deadline=None)
    def test_the_city_lies_in_the_province(self, text):
        parts = address_cn.split_address(text)
        if parts["city"] and parts["city"] != parts["state"]:
            self.assertEqual(address_cn._unit(parts["city"]).province, parts["state"])
