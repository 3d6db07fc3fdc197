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
from .odoo import Odoo
from .odoo_source import OdooSource
from .python_env import PythonEnv
from .steps import Step, Steps
from .templates import Templates

COMMON_STEPS = 5


@dataclass(frozen=True)
class Workspace:
    """Everything a command works with once the common steps are done."""

    layout: Layout
    odoo: Odoo
    databases: Databases
    templates: Templates


def make_workspace(
    layout: Layout, source: OdooSource, python_env: PythonEnv, connection: Connection
) -> Workspace:
    """Put the parts together and write Odoo's configuration."""
    odoo = Odoo(layout, source, python_env, connection)
    odoo.write_config()
    databases = Databases(layout, connection)
    return Workspace(layout, odoo, databases, Templates(odoo, databases))


@contextmanager
def opened(
    needs: Sequence[machine.Need], *own_steps: Callable[[Workspace], Step]
) -> Iterator[Workspace]:
    """Set everything up, yield it, and let PostgreSQL go afterwards.

    :param needs: what the machine must offer
    :param own_steps: what the command needs built, after the common steps
    """
    layout = Layout.of_machine()
    packages = machine.missing(needs)
    layout.make_folders()
    steps = Steps(layout.locks, COMMON_STEPS + len(own_steps))
    steps.run(machine.installation(layout, packages, needs))
    source = OdooSource.of_machine(layout)
    steps.run(source.step())
    python_env = PythonEnv(layout, source)
    steps.run(python_env.step())
    with _connected(layout, steps) as connection:
        space = make_workspace(layout, source, python_env, connection)
        steps.run(space.templates.base_step())
        for make_step in own_steps:
            steps.run(make_step(space))
        yield space


@contextmanager
def _connected(layout: Layout, steps: Steps) -> Iterator[Connection]:
    """Yield the PostgreSQL that PGHOST names, or the private one while it runs."""
    given = Connection.of_environment(machine.postgresql_folder())
    if given:
        steps.number += 1
        if not given.is_reachable():
            raise Failure(f"PGHOST={given.host}: PostgreSQL does not answer.")
        yield given
        return
    cluster = Cluster(layout)
    steps.run(cluster.postgresql.step())
    with cluster.used():
        yield cluster.connection
