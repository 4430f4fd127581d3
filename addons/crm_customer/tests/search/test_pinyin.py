from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from odoo.tests import BaseCase, tagged

from ...tools.pinyin import pinyin_words, readings

HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


@tagged("post_install", "-at_install")
class TestPinyin(BaseCase):
    def test_words_and_surnames_are_read_as_people_read_them(self):
        cases = {
            "华为技术": ["huaweijishu", "hwjs"],
            "重庆长安汽车": ["chongqingchanganqiche", "cqcaqc"],
            "中国银行长沙分行": ["zhongguoyinhangchangshafenhang", "zgyhcsfh"],
            "曾国藩": ["zengguofan", "zgf"],
            "单田芳": ["shantianfang", "stf"],
            "仇英": ["qiuying", "qy"],
            "解晓东": ["xiexiaodong", "xxd"],
            "查良镛": ["zhaliangyong", "zly"],
            "朴志勇": ["piaozhiyong", "pzy"],
            "欧阳锋": ["ouyangfeng", "oyf"],
            "尉迟恭": ["yuchigong", "ycg"],
            "绿地控股": ["lvdikonggu", "ldkg"],
        }
        for name, words in cases.items():
            with self.subTest(name=name):
                self.assertLessEqual(set(words), set(pinyin_words(name)))

    def test_usual_reading_finds_a_person_too(self):
        self.assertIn("danwei", pinyin_words("单伟"))

    def test_company_has_no_surname(self):
        self.assertEqual(len(readings("单县化工有限公司")), 1)

    def test_latin_text_has_no_pinyin(self):
        self.assertEqual(pinyin_words("Acme 3M +86"), [])

    @given(HAN)
    def test_reading_word_by_word_is_what_pypinyin_reads(self, name):
        usual = lazy_pinyin(name, style=Style.NORMAL, errors="ignore")
        self.assertEqual(readings(name)[0], [syllable.replace("ê", "e") for syllable in usual])

    @given(HAN)
    def test_initials_are_those_of_the_syllables(self, name):
        for syllables in readings(name):
            self.assertTrue(all(syllable.isascii() for syllable in syllables))
            self.assertTrue(all(syllable.islower() for syllable in syllables))
