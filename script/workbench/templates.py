"""The databases others are copied from.

* The **base** has the modules the addon depends on and both languages; it takes
  longest and changes with Odoo only.
* The **test** template is a copy with the addon, its demo company and the test addon.
* The **bench** template is the same without demo data.

Templates are named by what they were built from and never written to again, so two
checkouts share one PostgreSQL without rebuilding each other's.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import fingerprints
from .databases import BUILDING, Databases
from .layout import ADDON, LANGUAGES, TESTS_ADDON, short_hash
from .locking import lock_of, try_exclusive
from .odoo import Odoo
from .progress import Report
from .steps import Step

PREFIX = "cf_template_"
KEPT_PER_KIND = 3
PREPARE_ASSETS = """
qweb = env["ir.qweb"]
for kind, bundles in zip(("js", "css"), qweb._get_bundles_to_pregenarate()):
    for bundle in bundles:
        if not any(word in bundle for word in ("unit_tests", "qunit", "tests_assets")):
            options = {"js": kind == "js", "css": kind == "css"}
            getattr(qweb._get_asset_bundle(bundle, **options), kind)()
env.cr.commit()
"""
MARK_DEMO = "UPDATE ir_module_module SET demo = true WHERE state = 'installed'"
UNMARK_DEMO = "UPDATE ir_module_module SET demo = false WHERE name NOT IN ({ours})"


@dataclass(frozen=True)
class Templates:
    """The template databases of one PostgreSQL for one checkout."""

    odoo: Odoo
    databases: Databases

    @property
    def prefix(self) -> str:
        """What the names of our templates begin with: a server may hold others'."""
        return f"{PREFIX}{short_hash(self.databases.owner)[:4]}_"

    @cached_property
    def base_key(self) -> str:
        """The key of the base template.

        Taken once: somebody may be editing the checkout while a command runs.
        """
        return fingerprints.base(self.odoo.layout, self.odoo.source)

    @property
    def base(self) -> str:
        """The name of the base template."""
        return f"{self.prefix}base_{self.base_key}"

    @cached_property
    def addon_key(self) -> str:
        """The key of the templates that hold the addon."""
        layout = self.odoo.layout
        files = (fingerprints.addon(layout), fingerprints.tests_addon(layout))
        return short_hash(self.base_key, *files)

    def addon(self, kind: str) -> str:
        """Return the name of the template ``test`` or ``bench``."""
        return f"{self.prefix}{kind}_{self.addon_key}"

    def base_step(self) -> Step:
        """Return the step that builds the base template."""
        return self._step("Odoo's modules, once", self.base, self._build_base)

    def addon_step(self, kind: str) -> Step:
        """Return the step that builds the template ``test`` or ``bench``."""

        def work(report: Report) -> None:
            self._build_addon(kind, report)

        title = f"Database with the addon, for {kind}"
        return self._step(title, self.addon(kind), work)

    def _step(self, title: str, name: str, work: Callable[[Report], None]) -> Step:
        return Step(title, name, lambda: not self.databases.origin(name), work)

    def _build_base(self, report: Report) -> None:
        """Build the base template."""
        modules = ",".join(fingerprints.base_modules(self.odoo.layout))
        languages = ",".join(LANGUAGES)
        options = ["-i", modules, f"--load-language={languages}"]
        with self.databases.built(self.base, _now()) as name:
            self.odoo.change_modules(name, options, report)
            self.prepare_assets(name, report)
        self.remove_old("base")

    def _build_addon(self, kind: str, report: Report) -> None:
        """Build the template ``test`` (with demo data) or ``bench`` (without)."""
        extra = fingerprints.test_modules(self.odoo.layout)
        with self.databases.built(self.addon(kind), _now()) as name:
            self.databases.copy(self.base, name)
            if extra:
                self.odoo.change_modules(name, ["-i", ",".join(extra)], report)
            is_test = kind == "test"
            install(self, name, (ADDON, TESTS_ADDON), is_test, report)
            if is_test:
                self.prepare_assets(name, report)
        self.remove_old(kind)

    def prepare_assets(self, database: str, report: Report) -> None:
        """Build the web client's bundles, so that no browser waits for them.

        Bundles a template has built already are found and not built again.
        """
        report(0.98, "the web client's scripts and styles")
        self.odoo.run_code(database, PREPARE_ASSETS, log_name=f"assets-{database}")

    def remove_old(self, kind: str) -> None:
        """Remove all but the last few templates of a kind, and what killed runs left.

        What another run is building is incomplete too: it holds that template's lock.
        """
        names = self.databases.names(f"{self.prefix}{kind}_")
        built = {
            name: self.databases.origin(name).get("built")
            for name in names
            if not name.endswith(BUILDING)
        }
        complete = sorted(filter(built.get, built), key=built.get)
        for name in complete[:-KEPT_PER_KIND]:
            self.databases.drop(name)
        for name in names:
            lock = self._lock(name.removesuffix(BUILDING))
            with try_exclusive(lock) as is_nobodys:
                if is_nobodys and not built.get(name):
                    self.databases.drop(name)

    def _lock(self, template: str) -> Path:
        return lock_of(self.odoo.layout.locks, template)


def install(
    templates: Templates,
    database: str,
    modules: Sequence[str],
    demo: bool,
    report: Report,
) -> None:
    """Install modules of this repository into a copy of the base template.

    Odoo loads a module's demo data if all its dependencies have theirs. Ours is
    wanted, Odoo's own is not: the dependencies pass for loaded while ours is.
    """
    ask = templates.databases.connection.ask
    ours = ", ".join(f"'{module}'" for module in modules)
    if demo:
        ask(MARK_DEMO, database)
    templates.odoo.change_modules(database, ["-i", ",".join(modules)], report)
    if demo:
        ask(UNMARK_DEMO.format(ours=ours), database)


def _now() -> dict[str, str]:
    """Return the origin of a template: its name says the rest."""
    return {"built": time.strftime("%Y-%m-%dT%H:%M:%S")}
