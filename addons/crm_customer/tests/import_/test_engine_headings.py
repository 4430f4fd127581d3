from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ...tools.import_ import (
    CUSTOMER_VOCABULARY,
    KINDS,
    FieldWords,
    normalise,
    recognise,
)

SALESFORCE = {
    "Account Name": "name",
    "Account ID": "external_key",
    "Billing Street": "street",
    "Billing City": "city",
    "Billing State/Province": "state",
    "Billing Zip/Postal Code": "zip",
    "Billing Country": "country",
    "Phone": "phone",
    "Fax": "fax",
    "Website": "website",
    "Industry": "industry",
    "Employees": "employees",
    "Account Owner": "user",
    "Rating": "level",
    "Created Date": "create_date",
    "Description": "comment",
}
HUBSPOT = {
    "Record ID": "external_key",
    "Company name": "name",
    "Company Domain Name": "website",
    "Company owner": "user",
    "Phone Number": "phone",
    "City": "city",
    "Country/Region": "country",
    "Lifecycle Stage": "lifecycle",
    "Last Activity Date": "last_contact_date",
    "Number of Employees": "employees",
}
FXIAOKE = {
    "客户名称（必填）": "name",
    "客户编号": "code",
    "客户级别": "level",
    "客户来源": "source",
    "一级行业": "industry",
    "负责人": "user",
    "负责人主属部门": "team",
    "国家": "country",
    "省": "state",
    "市": "city",
    "区": "district",
    "详细地址": "street",
    "电话": "phone",
    "邮件": "email",
    "网址": "website",
    "最后跟进时间": "last_contact_date",
    "创建时间": "create_date",
    "备注": "comment",
}
SPREADSHEET = {
    "序号": None,
    "公司名称": "name",
    "联系人姓名": "contact_name",
    "职务": "contact_function",
    "手机号码": "mobile",
    "固话": "phone",
    "电子邮箱": "email",
    "纳税人识别号": "vat",
    "省份": "state",
    "公司地址": "address",
    "标签": "tags",
    "问题": None,
}


class TestEngineHeadings(BaseCase):
    def _fields(self, headings, *samples):
        return [match.field for match in recognise(headings, samples)]

    def test_the_headings_of_known_programs(self):
        for expected in (SALESFORCE, HUBSPOT, FXIAOKE, SPREADSHEET):
            with self.subTest(next(iter(expected))):
                found = self._fields(list(expected))
                self.assertEqual(dict(zip(expected, found, strict=True)), expected)

    def test_every_name_of_the_vocabulary_finds_its_field(self):
        owners = {}
        for field, words in CUSTOMER_VOCABULARY.items():
            for name in words.names:
                self.assertEqual(owners.setdefault(normalise(name), field), field, name)
                match = recognise([name], [])[0]
                self.assertEqual((match.field, match.reason), (field, "name"), name)

    def test_every_field_has_a_kind(self):
        kinds = {words.kind for words in CUSTOMER_VOCABULARY.values()}
        self.assertLessEqual(kinds, set(KINDS))

    def test_width_case_spaces_and_remarks_do_not_count(self):
        headings = ["＊客户 名称*", "E－MAIL", " mobile_phone ", "联系电话（选填）", "Tax-ID"]
        self.assertEqual(self._fields(headings), ["name", "email", "mobile", "phone", "vat"])

    def test_numbered_columns_share_a_field_that_may_be_many(self):
        self.assertEqual(
            self._fields(["电话1", "电话2", "客户名称", "客户名称2"])[:3],
            ["phone", "phone", "name"],
        )
        self.assertIsNone(self._fields(["客户名称", "客户名称2"])[1])

    def test_similar_headings_are_found_with_a_lower_score(self):
        found = recognise(["客户的公司名称", "Custommer Name", "主要联系手机"], [])
        self.assertEqual([match.field for match in found][1:], ["name", "mobile"])
        self.assertEqual({match.reason for match in found}, {"similar"} | {found[0].reason})
        self.assertTrue(all(match.score < 0.85 for match in found))

    def test_content_speaks_where_the_heading_does_not(self):
        rows = [
            ["深圳华宏科技有限公司", "13800138000", "a@b.cn", "91350100M000100Y43"],
            ["上海鼎盛贸易公司", "139 0013 9000", "c@d.com", "91350100M000100Y43"],
        ]
        self.assertEqual(
            self._fields(["列1", "列2", "列3", ""], *rows), ["name", "mobile", "email", "vat"]
        )
        self.assertEqual(
            [match.reason for match in recognise(["列1", "列2", "列3", ""], rows)], ["content"] * 4
        )

    def test_content_against_the_heading_lowers_its_score(self):
        right = recognise(["邮箱"], [["a@b.cn"]])[0]
        wrong = recognise(["邮箱"], [["13800138000"], ["13900139000"]])[0]
        self.assertLess(wrong.score, right.score)

    def test_a_vocabulary_of_another_target(self):
        words = {"order": FieldWords("code", ("订单号",)), "amount": ["金额", "Amount"]}
        found = recognise(["订单号", "金额(元)", "客户名称"], [], words)
        self.assertEqual([match.field for match in found], ["order", "amount", None])

    @settings(max_examples=80, deadline=None)
    @given(
        st.lists(
            st.one_of(
                st.text(max_size=12),
                st.sampled_from([words.names[0] for words in CUSTOMER_VOCABULARY.values()]),
            ),
            max_size=12,
        ),
        st.lists(st.lists(st.text(max_size=12), max_size=14), max_size=4),
    )
    def test_a_field_is_given_once_unless_it_is_many(self, headings, samples):
        found = recognise(headings, samples)
        self.assertEqual(len(found), len(headings))
        single = [
            match.field
            for match in found
            if match.field and not CUSTOMER_VOCABULARY[match.field].multi
        ]
        self.assertEqual(len(single), len(set(single)))
        self.assertTrue(all(0 <= match.score <= 1 for match in found))
