"""Items 1 and 3: ``script/server`` and ``script/shell`` as a person uses them.

Real commands, real processes, in a company database of their own.
"""

import os
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from workbench import ports
from workbench.company import Company
from workbench.scratch import scratch_name

DATABASE = f"{scratch_name('cf_test_')}_company"


@pytest.fixture(scope="module")
def company(workspace):
    """A company database, copied from the template instead of built anew."""
    templates, databases = workspace.templates, workspace.databases
    company = Company(DATABASE, has_demo=True)
    databases.drop(DATABASE)
    databases.copy(templates.addon("test"), DATABASE)
    databases.set_origin(DATABASE, company.get_wanted(workspace))
    yield company
    databases.drop(DATABASE)


@pytest.fixture
def port(unused_port):
    """A short name for it."""
    return unused_port


@pytest.fixture
def serve(company, workspace, port):
    """Starts servers and ends what a test leaves running."""
    started = []

    def start(*options):
        command = [
            workspace.layout.root / "script" / "server",
            f"--port={port}",
            f"--database={DATABASE}",
        ]
        process = subprocess.Popen(
            [*command, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=without_postgresql(),
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate()


def without_postgresql():
    """The environment of a person: nobody told the script where PostgreSQL is."""
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")}


def read_announcement(process):
    """Return what the server prints when the login page answers."""
    found = []
    for line in iter(process.stdout.readline, ""):
        found.append(line)
        if "demo_supervisor" in line:
            return "".join(found)
    raise AssertionError(process.stderr.read())


def wait_for_end(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_server_announces_address_and_logins_then_ends_cleanly(serve, port, workspace):
    """Item 1: it prints address and logins when the login page answers; SIGTERM ends
    Odoo, and PostgreSQL stays because this test run is using it."""
    server = serve()
    announced = read_announcement(server)
    assert f"http://127.0.0.1:{port}" in announced
    assert "admin / admin" in announced
    assert "demo_specialist / demo_specialist" in announced
    login = urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=10)
    assert login.status == 200
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=30) == 0
    assert ports.is_free(port)
    assert workspace.databases.connection.is_reachable()


@pytest.mark.fault
def test_server_killed_starts_again_on_its_port(serve, port):
    """Item 1: a start after ``kill -9`` recovers by itself, on the same port."""
    first = serve()
    read_announcement(first)
    first.kill()
    first.wait()
    started = time.monotonic()
    assert f"http://127.0.0.1:{port}" in read_announcement(serve())
    assert time.monotonic() - started < 60


def test_server_busy_port_is_named_with_the_way_out(serve, port):
    """Item 1: a busy port is named, with who has it and the way out."""
    with socket.socket() as other:
        other.bind((ports.HOST, port))
        other.listen()
        server = serve()
        _out, err = server.communicate(timeout=30)
    assert server.returncode == 1
    assert f"Port {port} is in use by process {os.getpid()} (" in err
    assert f"script/server --port {port + 1}" in err


def test_server_in_use_is_not_changed_under_its_users(serve, workspace, company):
    """Item 1: a database in use is not rebuilt; who uses it is named."""
    with company.used(workspace):
        server = serve("--reset")
        _out, err = server.communicate(timeout=60)
    assert server.returncode == 1
    assert f"{DATABASE} has to be built anew" in err
    assert f"(process {os.getpid()}) is using it" in err


def test_server_language_is_admins(company, workspace):
    """Item 1: ``--lang zh_CN`` lets admin work in Chinese, which is installed."""
    company.set_language(workspace, "zh_CN")
    ask = workspace.databases.connection.ask
    sql = (
        "SELECT p.lang FROM res_partner p JOIN res_users u ON u.partner_id = p.id"
        " JOIN res_lang l ON l.code = p.lang AND l.active WHERE u.login = 'admin'"
    )
    assert ask(sql, DATABASE) == "zh_CN"


def run_shell(workspace, code):
    """Run code as ``script/shell < file.py`` does."""
    return subprocess.run(
        [workspace.layout.root / "script" / "shell", f"--database={DATABASE}"],
        input=code,
        capture_output=True,
        text=True,
        env=without_postgresql(),
        check=False,
    )


def test_shell_runs_a_file_on_the_company(company, workspace):
    """Item 3: ``script/shell < file.py`` has ``env``, prints what the file prints, and
    fails where it fails."""
    code = (
        "print(env['res.users'].search([('login', '=', 'admin')]).login)\n"
        "raise ValueError('a reason')"
    )
    result = run_shell(workspace, code)
    assert result.stdout == "admin\n"
    assert result.returncode == 1
    assert "a reason" in result.stderr


def test_company_of_a_changed_addon_is_updated(company, workspace):
    """Item 1: when the addon's files changed, its company is updated and it says so;
    changed demo data waits for ``--reset``."""
    wanted = company.get_wanted(workspace)
    older = wanted | {"addon": "older", "demo": "older"}
    workspace.databases.set_origin(DATABASE, older)
    result = run_shell(workspace, "")
    assert result.returncode == 0, result.stderr
    assert f"The addon changed: updating the database {DATABASE}." in result.stderr
    assert "--reset builds the company anew" in result.stderr
    assert workspace.databases.origin(DATABASE) == wanted
