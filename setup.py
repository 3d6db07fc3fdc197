"""Builds ``odoo-addon-customer-followup``: the addon as an installable wheel.

``pip wheel . --no-deps`` puts the addon, with every file that belongs to it, into
``odoo/addons/customer_followup``, where Odoo 19 finds what pip installed. The version
is the manifest's.
"""

import ast
import tempfile
from pathlib import Path

from setuptools import setup

ADDON = "customer_followup"
PACKAGE = f"odoo.addons.{ADDON}"
ROOT = Path(__file__).resolve().parent
LEFT_OUT = {".pyc", ".pyo", ".swp", ".orig"}

manifest = ast.literal_eval((ROOT / ADDON / "__manifest__.py").read_text("utf-8"))
files = [
    path.relative_to(ROOT / ADDON)
    for path in sorted((ROOT / ADDON).rglob("*"))
    if path.is_file() and path.suffix not in LEFT_OUT
]
# Built outside the checkout: a left-over build folder would put deleted files into
# the next wheel.
scratch = tempfile.TemporaryDirectory(prefix="customer-followup-build-")
readme = ROOT / "README.md"
libraries = manifest.get("external_dependencies", {}).get("python", [])

setup(
    name="odoo-addon-customer-followup",
    version=manifest["version"],
    description=manifest["summary"],
    long_description=readme.read_text("utf-8") if readme.exists() else "",
    long_description_content_type="text/markdown",
    author=manifest["author"],
    license=manifest["license"],
    python_requires=">=3.10",
    packages=[PACKAGE],
    package_dir={PACKAGE: ADDON},
    package_data={PACKAGE: [str(path) for path in files]},
    include_package_data=False,
    install_requires=[
        "odoo==19.0.*",
        # At least what the tests run with (script/requirements-odoo.txt)
        "odoo-addon-helpdesk_mgmt>=19.0.1.3.2,==19.0.*",
        *libraries,
    ],
    classifiers=[
        "Framework :: Odoo",
        "Framework :: Odoo :: 19.0",
        "License :: OSI Approved :: GNU Affero General Public License v3",
        "Programming Language :: Python",
    ],
    options={
        "build": {"build_base": scratch.name},
        "egg_info": {"egg_base": scratch.name},
    },
    zip_safe=False,
)
