"""Item 6: the compose file is valid, holds no secret, and its versions agree.

There is no Docker engine where these tests run: they validate, they do not start it.
"""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema.validators import validator_for
from packaging.requirements import Requirement
from workbench.layout import EXTRA_MODULES, ODOO_SERIES

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = Path(__file__).parent / "data" / "compose-spec.json"
INSTALL = ROOT / "script" / "docker-install"


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(read("docker-compose.yml"))


@pytest.fixture(scope="module")
def manifest():
    return ast.literal_eval(read("customer_followup/__manifest__.py"))


def test_compose_file_fits_the_specification(compose):
    """Item 6: checked against the compose specification's JSON schema."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = validator_for(schema)
    validator.check_schema(schema)
    errors = [error.message for error in validator(schema).iter_errors(compose)]
    assert errors == []


def test_compose_schema_notices_mistakes(compose):
    """The schema is the real one: a misspelt key is an error."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    wrong = compose | {"services": {"db": {"imagge": "postgres"}}}
    assert not validator_for(schema)(schema).is_valid(wrong)


def test_compose_image_carries_the_version_of_the_addon(compose, manifest):
    """Item 6: the image is named after the addon's version."""
    for service in ("install", "odoo"):
        _name, _, tag = compose["services"][service]["image"].partition(":")
        assert tag == manifest["version"]


def test_dockerfile_takes_the_odoo_of_the_addon(manifest):
    """Item 6: image and addon are of one Odoo series."""
    tags = re.findall(r"(?m)^FROM odoo:(\S+)", read("Dockerfile"))
    assert set(tags) == {ODOO_SERIES}
    assert manifest["version"].startswith(f"{ODOO_SERIES}.")


def test_wheel_accepts_the_versions_the_image_installs():
    """Item 6: the OCA version of image and tests is one that ``setup.py`` accepts."""
    wanted = {
        requirement.name: requirement.specifier
        for requirement in map(
            Requirement, re.findall(r'"(odoo.*==19.*)"', read("setup.py"))
        )
    }
    pins = re.findall(
        r"(?m)^(odoo-addon-\S+)==(\S+)$", read("script/requirements-odoo.txt")
    )
    assert {name for name, _version in pins} == set(wanted) - {"odoo"}
    assert all(wanted[name].contains(version) for name, version in pins)
    assert wanted["odoo"].contains(ODOO_SERIES)


def test_image_build_has_its_files():
    """Item 6: what the Dockerfile copies is not left out by ``.dockerignore``."""
    kept = re.findall(r"(?m)^!(\S+)", read(".dockerignore"))
    used = re.findall(r"script/[\w.-]+", read("Dockerfile"))
    assert set(used) <= set(kept)
    assert {"setup.py", "customer_followup"} <= set(kept)


def test_compose_keeps_no_secret(compose):
    """Item 6: no secret in the file; PostgreSQL and Odoo read it from one place."""
    assert compose["secrets"] == {
        "postgres_password": {"environment": "POSTGRES_PASSWORD"}
    }
    words = re.findall(
        r"(?im)^\s*(\w*(?:password|passwd|secret)\w*):[ \t]*(\S.*)$",
        read("docker-compose.yml"),
    )
    allowed = {"/run/secrets/postgres_password", "[postgres_password]"}
    assert {value for _name, value in words} <= allowed


def test_compose_services_are_watched_and_restarted(compose):
    """Item 6: health checks, a restart policy, named volumes."""
    for name in ("db", "odoo", "web"):
        service = compose["services"][name]
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"
    mounted = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
    }
    assert mounted == set(compose["volumes"]) == {"db-data", "odoo-data"}


def test_compose_runs_workers(compose):
    """Item 6: threaded Odoo loses its job threads when PostgreSQL restarts."""
    command = compose["services"]["odoo"]["command"]
    workers = [part for part in command if part.startswith("--workers=")]
    assert int(workers[0].partition("=")[2]) >= 2


def test_compose_listens_on_this_machine_only(compose):
    """The demo company's passwords are its logins: not for the network."""
    for service in compose["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_install_is_of_the_same_modules_as_the_workbench():
    """Item 6: the first start installs what ``script/server`` installs."""
    text = INSTALL.read_text(encoding="utf-8")
    assert all(f'"{module}"' in text for module in EXTRA_MODULES)
    assert "--init=customer_followup " in text
    subprocess.run(["bash", "-n", INSTALL], check=True)
