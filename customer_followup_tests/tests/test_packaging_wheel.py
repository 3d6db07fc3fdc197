"""Item 5: the wheel is complete, and Odoo starts from it without the source tree."""

import ast
import os
import re
import subprocess
import urllib.request
import zipfile
from pathlib import Path

import pytest
from workbench.scratch import scratch_database
from workbench.server_process import ServerProcess

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "odoo/addons/"


@pytest.fixture(scope="module")
def wheel(workspace, tmp_path_factory):
    """The wheel, built as a person builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [workspace.odoo.python_env.python, "-m", "pip", "wheel", "--no-deps", "-q"]
    before = set(os.listdir(ROOT))
    subprocess.run([*pip, "--wheel-dir", folder, "."], cwd=ROOT, check=True)
    assert set(os.listdir(ROOT)) - before == set(), "the build left litter"
    return next(folder.glob("odoo_addon_customer_followup-*.whl"))


@pytest.fixture
def installed(wheel, workspace, tmp_path):
    """A fresh folder the wheel is installed into."""
    target = tmp_path / "installed"
    pip = [workspace.odoo.python_env.python, "-m", "pip", "install", "--no-deps", "-q"]
    subprocess.run([*pip, "--target", target, wheel], check=True)
    return target


def test_wheel_holds_every_file_of_the_addon(wheel):
    """Item 5: views, data, translations, static files: all that git knows."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "customer_followup"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    files = {name for name in listed if (ROOT / name).exists()}
    names = zipfile.ZipFile(wheel).namelist()
    packed = {n.removeprefix(INSIDE) for n in names if n.startswith(INSIDE)}
    assert files <= packed
    assert not [name for name in packed if name.endswith(".pyc")]


def test_wheel_has_version_and_requirements(wheel):
    """Item 5: the version is the manifest's; Odoo 19 and the OCA wheel are required."""
    manifest = ast.literal_eval(
        (ROOT / "customer_followup" / "__manifest__.py").read_text(encoding="utf-8")
    )
    archive = zipfile.ZipFile(wheel)
    metadata = next(n for n in archive.namelist() if n.endswith("/METADATA"))
    lines = archive.read(metadata).decode().splitlines()
    assert f"Version: {manifest['version']}" in lines
    assert "Requires-Dist: odoo==19.0.*" in lines
    assert any(x.startswith("Requires-Dist: odoo-addon-helpdesk_mgmt") for x in lines)
    for library in manifest["external_dependencies"]["python"]:
        assert f"Requires-Dist: {library}" in lines


def test_odoo_starts_from_the_wheel_alone(installed, workspace, tmp_path, unused_port):
    """Item 5: a new company is installed from the wheel and its login page answers,
    with no source tree on the path."""
    odoo, templates = workspace.odoo, workspace.templates
    addons = [path for path in odoo.addons_paths if path != ROOT]
    paths = [*addons, installed / "odoo" / "addons"]
    options = {"addons_path": ",".join(map(str, paths)), "http_port": unused_port}
    config = odoo.write_config(tmp_path / "odoo.conf", **options)
    environment = odoo.environment() | {"PYTHONPATH": str(installed)}
    with scratch_database(workspace, templates.base, "cf_wheel_") as database:
        arguments = ("server", "-d", database, "-i", "customer_followup")
        command = odoo.command(*arguments, config=config)
        with ServerProcess(command, environment, tmp_path / "log") as server:
            url = f"http://127.0.0.1:{unused_port}/web/login"
            server.wait_until_answering(url)
            assert urllib.request.urlopen(url, timeout=10).status == 200
        state = "SELECT state FROM ir_module_module WHERE name = 'customer_followup'"
        assert workspace.databases.connection.ask(state, database) == "installed"
    found = re.search(r"addons paths: .*", (tmp_path / "log").read_text())[0]
    assert str(installed) in found
    assert str(ROOT) not in found
