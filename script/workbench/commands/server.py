"""``script/server``: the demo company on http://127.0.0.1:8069."""

import argparse
import sys

from .. import machine
from ..company import NAME, NAME_WITHOUT_DEMO, Company, database_name
from ..failure import Terminated
from ..layout import LANGUAGES, Layout
from ..ports import HOST
from ..progress import say
from ..server_process import ServerProcess, claim_port
from ..workspace import Workspace, opened

DEFAULT_PORT = 8069
DESCRIPTION = """\
Set everything up, start Odoo 19 with the demo company and print address and logins.
The first run downloads and installs (some minutes), later ones start at once. When the
addon's files changed, the company's database is updated first. Ctrl-C ends it."""
EPILOG = "What follows -- goes to Odoo, for example: script/server -- --dev=xml"


def main(argv: list[str]) -> int:
    """Serve until Ctrl-C or SIGTERM."""
    options = _options(argv)
    claim_port(Layout.of_machine(), options.port)
    name = options.database or (NAME if options.demo else NAME_WITHOUT_DEMO)
    company = Company(name, options.demo, options.reset)
    try:
        with opened(machine.FOR_SERVER, company.step) as space, company.used(space):
            _serve(space, company, options)
    except (KeyboardInterrupt, Terminated):
        say("Odoo has ended.")
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        "script/server",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--port", type=int, default=DEFAULT_PORT, help=f"default {DEFAULT_PORT}")
    add("--reset", action="store_true", help="build the company anew")
    add(
        "--no-demo",
        dest="demo",
        action="store_false",
        help="an empty company in a database of its own, without demo data",
    )
    add(
        "--lang",
        choices=(*LANGUAGES, "en_US"),
        help="the language admin works in from now on (at first English); the demo "
        "staff work in Chinese, the login page follows the browser",
    )
    another = "keep the company in another database"
    add("--database", metavar="NAME", type=database_name, help=another)
    add("odoo", nargs="*", metavar="-- …", help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def _serve(space: Workspace, company: Company, options: argparse.Namespace) -> None:
    """Start Odoo, announce it when it answers, and wait."""
    if options.lang:
        company.set_language(space, options.lang)
    claim_port(space.layout, options.port)
    command = space.odoo.command(
        "server",
        f"--database={company.name}",
        f"--db-filter=^{company.name}$",
        f"--http-port={options.port}",
        *options.odoo,
    )
    log = space.layout.logs / f"server-{options.port}.log"
    address = f"http://{HOST}:{options.port}"
    with ServerProcess(command, space.odoo.environment(), log) as server:
        server.wait_until_answering(f"{address}/web/login")
        sys.stdout.write(_announcement(space, company, address))
        sys.stdout.flush()
        say(f"\nOdoo's log: {log}\nCtrl-C ends it.")
        server.wait()


def _announcement(space: Workspace, company: Company, address: str) -> str:
    """Return address and logins."""
    lines = [f"Odoo is ready: {address}", "", "  admin / admin"]
    lines += [f"  {login} / {login}" for login in company.staff(space)]
    return "\n".join(lines) + "\n"
