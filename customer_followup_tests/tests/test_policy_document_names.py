"""Which paper a file is by its name: the tables of the decision."""

import doctest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.policy import document_names
from odoo.addons.customer_followup.policy.document_names import (
    PaperWords,
    group_pages,
    propose_type,
    split_keywords,
)

# deterministic, and as slow as the machine is
thorough = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
LICENCE, CONTRACT, LAND, SAFETY, DELIVERY = range(1, 6)
PAPERS = [
    PaperWords(LICENCE, ("Business Licence", "licence", "license", "营业执照", "执照")),
    PaperWords(CONTRACT, ("Contract", "购销合同", "合同", "CTR-01")),
    PaperWords(LAND, ("land use", "land-use", "土地使用证", "土地")),
    PaperWords(SAFETY, ("safety permit", "安全生产许可证", "许可证")),
    PaperWords(DELIVERY, ("delivery application", "送货申请", "送货")),
]
# (name of a file, paper)
NAMES = [
    ("Business Licence.pdf", LICENCE),
    ("business_licence_2026.PDF", LICENCE),
    ("BUSINESS-LICENCE (1).jpg", LICENCE),
    ("BusinessLicence.jpg", LICENCE),
    ("License.jpg", LICENCE),
    ("licences.jpg", LICENCE),
    ("licence2026.jpg", LICENCE),
    ("2026licence.jpg", LICENCE),
    ("蓝厂营业执照.jpg", LICENCE),
    ("执照_蓝厂.jpg", LICENCE),
    ("\uff2c\uff29\uff23\uff25\uff2e\uff23\uff25.jpg", LICENCE),
    ("购 销 合 同.pdf", CONTRACT),
    ("蓝厂contract第一页.pdf", CONTRACT),
    ("ctr01 page 2.png", CONTRACT),
    ("CTR_01.png", CONTRACT),
    ("Land-Use.tif", LAND),
    ("landuse.tif", LAND),
    ("蓝厂土地使用证(复印件).tif", LAND),
    ("Safety Permit Blue Mill.pdf", SAFETY),
    # the longest wins
    ("送货合同 购销合同.pdf", CONTRACT),
    ("contract for the business licence.pdf", LICENCE),
    # a word inside of another word is no word
    ("Island.pdf", None),
    ("subcontractor.pdf", None),
    ("silicences.pdf", None),
    # nothing fits, or two fit equally well
    ("IMG_0001.jpg", None),
    ("微信图片_20260302.jpg", None),
    ("送货合同.pdf", None),
    ("", None),
    (".pdf", None),
    ("....", None),
    ("contract", CONTRACT),
]
# (what it says, files with types and numbers, groups)
PAGES = [
    ("nothing", [], []),
    ("one type, two pages", [("a", 1, ""), ("b", 1, "")], [["a", "b"]]),
    ("two types", [("a", 1, ""), ("b", 2, "")], [["a"], ["b"]]),
    ("two numbers", [("a", 1, "X"), ("b", 1, "Y")], [["a"], ["b"]]),
    ("the same number", [("a", 1, "X"), ("b", 1, " X ")], [["a", "b"]]),
    ("a page before its number", [("a", 1, ""), ("b", 1, "X")], [["a", "b"]]),
    (
        "same number of another type",
        [("a", 1, "X"), ("b", 2, "X"), ("c", 2, "")],
        [["a"], ["b", "c"]],
    ),
]


@tagged("post_install", "-at_install")
class TestPolicyDocumentNames(BaseCase):
    def test_names_tell_the_paper(self):
        """DOS-2: case, width and punctuation do not matter; the longest word wins."""
        for name, paper in NAMES:
            with self.subTest(name):
                self.assertEqual(propose_type(name, PAPERS), paper)

    def test_order_of_types_does_not_matter(self):
        """DOS-2: the same name gets the same proposal."""
        for name, paper in NAMES:
            self.assertEqual(propose_type(name, PAPERS[::-1]), paper, name)

    @thorough
    @given(st.text(), st.lists(st.text(), max_size=4))
    def test_no_name_and_no_word_breaks_it(self, name, words):
        """DOS-2: whatever a name or a keyword is, the answer is a paper or nothing."""
        papers = [PaperWords(1, tuple(words)), PaperWords(2, ("licence",))]
        self.assertIn(propose_type(name, papers), (None, 1, 2))

    def test_keywords_are_split_at_every_comma(self):
        """DOS-2: people who write Chinese use wide commas."""
        for text, words in (
            ("a, b", ["a", "b"]),
            (
                "执照\uff0c营业执照、合同\uff1b许可证",
                ["执照", "营业执照", "合同", "许可证"],
            ),
            (" , ;", []),
            ("", []),
            (None, []),
        ):
            with self.subTest(text):
                self.assertEqual(split_keywords(text), words)

    def test_pages_of_one_paper_are_one_document(self):
        """DOS-2: one type is one paper, unless numbers say that they are several."""
        for what, pages, groups in PAGES:
            with self.subTest(what):
                self.assertEqual(group_pages(pages), groups)

    @thorough
    @given(
        st.lists(
            st.tuples(st.integers(1, 3), st.sampled_from(["", "X", "Y"])), max_size=9
        )
    )
    def test_each_page_is_in_one_document(self, kinds):
        """DOS-2: no file is lost, none is filed twice, no two types are mixed."""
        pages = [(index, *kind) for index, kind in enumerate(kinds)]
        groups = group_pages(pages)
        self.assertEqual(
            sorted(page for group in groups for page in group), list(range(len(pages)))
        )
        for group in groups:
            self.assertEqual(len({kinds[page][0] for page in group}), 1)
            self.assertLessEqual(len({kinds[page][1] for page in group} - {""}), 1)

    def test_examples(self):
        """DOS-2: what the functions say about themselves is true."""
        result = doctest.testmod(document_names)
        self.assertGreater(result.attempted, 6)
        self.assertFalse(result.failed)
