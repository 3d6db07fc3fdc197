"""Write the addon's terms anew: ``script/shell < docs/export_terms.py``.

Odoo's own exporter finds the terms; those of the demo company are left out. A text that
only moved or was wrapped in another way keeps its Chinese. A new one comes out empty,
and the tests ask for it.
"""

import io
from pathlib import Path

import polib

from odoo.modules import get_module_path
from odoo.tools.translate import trans_export

MODULE = "customer_followup"
FOLDER = Path(get_module_path(MODULE), "i18n")
CHINESE = FOLDER / "zh_CN.po"


def one_line(text):
    """Return a text without its line breaks and indentation."""
    return " ".join(text.split())


found = io.BytesIO()
trans_export(None, [MODULE], found, "po", env)  # noqa: F821 - script/shell has env
terms = polib.pofile(found.getvalue().decode())
for entry in list(terms):
    entry.occurrences = [
        (place, line)
        for place, line in entry.occurrences
        if f":{MODULE}.demo_" not in place
    ]
    if not entry.occurrences:
        terms.remove(entry)
terms.save(str(FOLDER / f"{MODULE}.pot"))

known = {one_line(entry.msgid): entry.msgstr for entry in polib.pofile(str(CHINESE))}
for entry in terms:
    entry.msgstr = known.get(one_line(entry.msgid), "")
terms.metadata |= {"Language": "zh_CN", "Plural-Forms": "nplurals=1; plural=0;"}
terms.save(str(CHINESE))
for entry in terms.untranslated_entries():
    print("Not translated yet:", entry.msgid)  # noqa: T201 - it is a script
