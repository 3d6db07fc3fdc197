"""Charts that print: SVG in the page, with texts as texts (VPL-2, G16)."""

import doctest

from lxml import etree

from odoo.tests import BaseCase, tagged

from odoo.addons.customer_followup.tools import bar_chart
from odoo.addons.customer_followup.tools.bar_chart import (
    LABEL_WIDTH,
    VALUE_WIDTH,
    WIDTH,
    Bar,
    draw_bars,
)

ROOM = WIDTH - LABEL_WIDTH - VALUE_WIDTH
SVG = "{http://www.w3.org/2000/svg}"


@tagged("post_install", "-at_install")
class TestBarChart(BaseCase):
    def draw(self, *bars, **options):
        return etree.fromstring(draw_bars(bars, "Chart", **options))

    def get_lengths(self, chart):
        """Return the lengths of the bars, without the grounds behind them."""
        rects = chart.findall(f"{SVG}rect")
        return [float(rect.get("width")) for rect in rects[1::2]]

    def test_bars_are_as_long_as_their_values(self):
        """VPL-2: the largest fills the room, the others their part of it."""
        chart = self.draw(Bar("A", 4, "4"), Bar("B", 1, "1"), Bar("C", 0, "0"))
        self.assertEqual(self.get_lengths(chart), [ROOM, ROOM / 4, 0])
        self.assertEqual(chart.get("width"), str(WIDTH))

    def test_bars_stay_within_the_paper(self):
        """VPL-2: more than all, and less than nothing, are drawn as all and nothing."""
        chart = self.draw(Bar("A", 120, "120"), Bar("B", -5, "-5"), full=100)
        self.assertEqual(self.get_lengths(chart), [ROOM, 0])

    def test_goal_is_marked_where_it_is(self):
        """VPL-2: a line across the bar."""
        line = self.draw(Bar("A", 50, "50 %", mark=75), full=100).find(f"{SVG}line")
        self.assertEqual(float(line.get("x1")), LABEL_WIDTH + ROOM * 0.75)

    def test_texts_stay_texts(self):
        """G16: nothing that somebody wrote becomes a part of the drawing."""
        hostile = "<script>alert(1)</script>"
        chart = self.draw(Bar(hostile, 1, '"/><rect/>'))
        texts = [node.text for node in chart.findall(f"{SVG}text")]
        self.assertEqual(texts, [hostile, '"/><rect/>'])
        self.assertFalse(chart.findall(f".//{SVG}script"))
        self.assertEqual(len(chart.findall(f"{SVG}rect")), 2)

    def test_long_labels_are_cut(self):
        """VPL-2: a label does not run into its bar."""
        chart = self.draw(Bar("x" * 80, 1, "1"))
        self.assertLessEqual(len(chart.find(f"{SVG}text").text), 30)

    def test_nothing_is_drawn_of_nothing(self):
        """VPL-2: no bars, no drawing; values of zero, no division."""
        self.assertEqual(draw_bars([], "Chart"), "")
        self.assertEqual(self.get_lengths(self.draw(Bar("A", 0, "0"))), [0])

    def test_examples_in_the_docstrings(self):
        """VPL-2: what the functions say of themselves is true."""
        self.assertFalse(doctest.testmod(bar_chart).failed)
