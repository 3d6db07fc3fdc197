"""From a bare machine to a running database server, the same way for every command."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from . import machine
from .cluster import Cluster
from .connection import Connection
from .databases import Databases
from .failure import Failure
from .layout import Layout
from .locking import exclusive
from .odoo import Odoo
from .odoo_source import OdooSource
from .progress import Report, Steps
from .python_env import PythonEnv
from .templates import Templates

COMMON_STEPS = 5


@dataclass(frozen=True)
class Workspace:
    """Everything a command works with once the common steps are done."""

    layout: Layout
    odoo: Odoo
    databases: Databases
    templates: Templates


@dataclass(frozen=True)
class OwnStep:
    """A step of one command: its title, whether it is needed, and its work."""

    title: str
    is_needed: Callable[[Workspace], bool]
    work: Callable[[Workspace, Report], None]


@contextmanager
def opened(needs: Sequence[machine.Need], *own_steps: OwnStep) -> Iterator[Workspace]:
    """Set everything up, yield it, and let PostgreSQL go afterwards.

    :param needs: what the machine must offer
    :param own_steps: what the command needs built, after the common steps
    """
    layout = Layout.of_machine()
    packages = machine.missing(needs)
    layout.make_folders()
    steps = Steps(COMMON_STEPS + len(own_steps))
    with exclusive(layout.locks / "setup.lock", "it is setting things up"):
        source, python_env = _install(layout, packages, steps)
        cluster = Cluster(layout) if not Connection.of_environment(None) else None
        connection = _connect(layout, cluster, steps)
        try:
            space = make_workspace(layout, source, python_env, connection)
            _build(space, steps, own_steps)
        except BaseException:
            _release(cluster)
            raise
    try:
        yield space
    finally:
        _release(cluster)


def _install(
    layout: Layout, packages: list[str], steps: Steps
) -> tuple[OdooSource, PythonEnv]:
    """Run the steps that download: machine, Odoo, Python packages."""
    source = OdooSource.of_machine(layout)
    python_env = PythonEnv(layout, source)
    title = f"Installing {' '.join(packages)}"

    def install(report: Report) -> None:
        machine.install(layout, packages, report)

    steps.run(title, install, when=bool(packages))
    steps.run("Odoo 19 from Debian", source.build, when=not source.is_ready())
    ready = python_env.is_ready()
    steps.run("Python packages", python_env.build, when=not ready)
    return source, python_env


def _connect(layout: Layout, cluster: Cluster | None, steps: Steps) -> Connection:
    """Run the step that starts PostgreSQL, or use the one PGHOST names."""
    if cluster is None:
        steps.number += 1
        connection = Connection.of_environment(machine.postgresql_folder())
        if not connection.is_reachable():
            raise Failure(f"PGHOST={connection.host}: PostgreSQL does not answer.")
        return connection

    def start(_report: Report) -> None:
        cluster.acquire()

    if cluster.is_built():
        steps.number += 1
        cluster.acquire()
    else:
        steps.run("PostgreSQL", start, when=True)
    return cluster.connection


def _release(cluster: Cluster | None) -> None:
    if cluster is not None:
        cluster.release()


def make_workspace(
    layout: Layout, source: OdooSource, python_env: PythonEnv, connection: Connection
) -> Workspace:
    """Put the parts together and write Odoo's configuration."""
    odoo = Odoo(layout, source, python_env, connection)
    odoo.write_config()
    databases = Databases(layout, connection)
    return Workspace(layout, odoo, databases, Templates(odoo, databases))


def _build(space: Workspace, steps: Steps, own_steps: Sequence[OwnStep]) -> None:
    """Run the steps that build databases."""
    templates = space.templates
    built = templates.is_built(templates.base)
    steps.run("Odoo's modules, once", templates.build_base, when=not built)
    for step in own_steps:

        def work(report: Report, step: OwnStep = step) -> None:
            step.work(space, report)

        steps.run(step.title, work, when=step.is_needed(space))
