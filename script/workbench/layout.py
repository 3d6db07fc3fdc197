"""Where everything is: the checkout, the cache, the state, and how they are keyed.

* The **checkout** is read only for the workbench.
* The **cache** holds what can be downloaded again: Odoo, virtual environments,
  lint tools. ``CUSTOMER_FOLLOWUP_CACHE`` moves it.
* The **state** holds what belongs together and to one PostgreSQL: its data folder,
  its socket, Odoo's attachments. PostgreSQL refuses to run as root and its user
  cannot enter ``/root``, so for root the state is below ``/var/lib``.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

ODOO_SERIES = "19.0"
LANGUAGES = ("zh_CN",)
"""Installed beside English."""
ADDON = "customer_followup"
TESTS_ADDON = "customer_followup_tests"
EXTRA_MODULES = ("l10n_cn",)
"""Installed with the addon though it does not depend on them: the demo company is
Chinese, and ``docker-compose.yml`` installs the same."""
ROOT_STATE = Path("/var/lib/customer-followup")


def short_hash(*parts: object) -> str:
    """Return twelve hex digits that change when one of the parts changes."""
    text = "\0".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Layout:
    """The folders of one checkout, one cache and one state."""

    root: Path
    cache: Path
    state: Path

    @classmethod
    def of_machine(cls) -> "Layout":
        """Return the layout of this checkout, this user and this environment."""
        root = Path(__file__).resolve().parents[2]
        default = Path.home() / ".cache" / "customer-followup"
        cache = Path(os.environ.get("CUSTOMER_FOLLOWUP_CACHE") or default).absolute()
        is_root = os.geteuid() == 0
        state = ROOT_STATE / short_hash(cache) if is_root else cache / "state"
        return cls(root=root, cache=cache, state=state)

    @property
    def locks(self) -> Path:
        """Lock files."""
        return self.cache / "locks"

    @property
    def logs(self) -> Path:
        """What long steps wrote, one file per step, overwritten by the next run."""
        return self.cache / "logs"

    @property
    def data_dir(self) -> Path:
        """Odoo's data folder: attachments of every database, sessions."""
        return self.state / "odoo-data"

    @property
    def odoo_config(self) -> Path:
        """Odoo's configuration file for this checkout."""
        return self.cache / "config" / f"odoo-{short_hash(self.root)}.conf"

    @property
    def constraints(self) -> Path:
        """Every Python package, pinned."""
        return self.root / "script" / "constraints.txt"

    def filestore(self, database: str) -> Path:
        """Return the folder with the attachments of a database."""
        return self.data_dir / "filestore" / database

    def make_folders(self) -> None:
        """Create the folders everything else is created in."""
        for folder in (self.cache, self.locks, self.logs, self.odoo_config.parent):
            folder.mkdir(parents=True, exist_ok=True)
        self.state.mkdir(parents=True, exist_ok=True)
        self.state.chmod(0o755)  # PostgreSQL's user must be able to enter
        self.data_dir.mkdir(mode=0o700, exist_ok=True)
