"""The addon speaks Chinese everywhere, and every requirement has its place."""

import ast
import io
import re
from pathlib import Path

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.misc import file_path
from odoo.tools.translate import trans_export

MODULE = "customer_followup"
DEMO = f":{MODULE}.demo_"
REQUIREMENT = re.compile(r"\b[A-Z]{3}-\d+(?:\.\d+)?\b")
BAR = re.compile(r"\bG\d+\b")
# about the tools, the demo company and the bulk writer, not about a policy
NOT_ABOUT_POLICY = (
    "test_workbench_",
    "test_packaging_",
    "test_demo_",
    "test_bulk_",
)


def get_tests():
    """Return (file, name, docstring) of every test of the addon's behaviour."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        if path.name.startswith(NOT_ABOUT_POLICY):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield path.name, node.name, ast.get_docstring(node) or ""


@tagged("post_install", "-at_install")
class TestModuleTexts(TransactionCase):
    def export_terms(self):
        """Return the terms that Odoo's own exporter finds, without the demo data."""
        buffer = io.BytesIO()
        trans_export(None, [MODULE], buffer, "po", self.env)
        return {
            entry.msgid
            for entry in polib.pofile(buffer.getvalue().decode())
            if not all(DEMO in place for place, _line in entry.occurrences)
        }

    def read_translations(self):
        """Return the translated terms of ``zh_CN.po``."""
        path = Path(file_path(MODULE)) / "i18n" / "zh_CN.po"
        self.assertTrue(path.exists(), "Export the terms to i18n/zh_CN.po first")
        entries = polib.pofile(str(path))
        self.assertFalse([entry.msgid for entry in entries if entry.fuzzy])
        return {entry.msgid: entry.msgstr for entry in entries}

    def test_every_term_is_translated(self):
        """Bar of the issue: no untranslated term of the addon in Chinese."""
        translated = {term for term, text in self.read_translations().items() if text}
        self.assertEqual(sorted(self.export_terms() - translated), [])

    def test_no_translation_is_left_over(self):
        """Bar of the issue: what nobody says any more is not in the file."""
        self.assertEqual(
            sorted(set(self.read_translations()) - self.export_terms()), []
        )

    def test_placeholders_survive_translation(self):
        """Bar of the issue: a translated message names what the original names."""
        placeholder = re.compile(r"%\(\w+\)[sd]")
        different = [
            term
            for term, text in self.read_translations().items()
            if sorted(placeholder.findall(term)) != sorted(placeholder.findall(text))
        ]
        self.assertEqual(different, [])

    def test_every_test_says_what_it_proves(self):
        """G5: the docstring of each test names a requirement or a bar."""
        silent = [
            f"{file}: {name}"
            for file, name, text in get_tests()
            if not (REQUIREMENT.search(text) or BAR.search(text) or "issue" in text)
        ]
        self.assertEqual(silent, [])

    def test_policy_readme_names_every_requirement_proved(self):
        """G5: readme/POLICY.md says for each requirement where it is fulfilled."""
        path = Path(file_path(MODULE)) / "readme" / "POLICY.md"
        self.assertTrue(path.exists(), "readme/POLICY.md lists the requirements")
        listed = set(REQUIREMENT.findall(path.read_text("utf-8")))
        proved = {
            requirement
            for _file, _name, text in get_tests()
            for requirement in REQUIREMENT.findall(text)
        }
        self.assertEqual(sorted(proved - listed), [])
