"""Item 1: where Odoo is downloaded from is read from the machine's own apt sources."""

import subprocess

import pytest
from workbench.apt_sources import Archive, debian_archive
from workbench.debian import Apt
from workbench.failure import Failure
from workbench.odoo_source import OdooSource

NEW_FORMAT = """\
Types: deb
# where the snapshot was taken
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main

Types: deb deb-src
URIs: http://mirror.example/debian
Suites: stable stable-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://tools.example/node
Suites: nodistro
Components: main
"""
OLD_FORMAT = """\
# deb http://commented.example/debian stable main
deb http://mirror.example/debian-security bookworm-security main
deb-src http://source.example/debian stable main
deb [arch=amd64 signed-by=/etc/apt/key.gpg] http://mirror.example/debian stable main
"""


@pytest.fixture
def apt_folder(open_folder, monkeypatch):
    monkeypatch.delenv("DEBIAN_MIRROR", raising=False)
    (open_folder / "sources.list.d").mkdir()
    return open_folder


def test_sources_new_format_finds_the_main_archive(apt_folder):
    """Security and third-party archives are passed over."""
    path = apt_folder / "sources.list.d" / "debian.sources"
    path.write_text(NEW_FORMAT)
    archive = debian_archive(apt_folder)
    assert archive.line("sid") == (
        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
        " http://mirror.example/debian sid main"
    )


def test_sources_old_format_finds_the_main_archive(apt_folder):
    """One-line sources, with options and comments."""
    (apt_folder / "sources.list").write_text(OLD_FORMAT)
    archive = debian_archive(apt_folder)
    assert archive.line("sid") == (
        "deb [signed-by=/etc/apt/key.gpg] http://mirror.example/debian sid main"
    )


def test_sources_disabled_stanza_is_passed_over(apt_folder):
    """``Enabled: no`` switches a stanza off."""
    path = apt_folder / "sources.list.d" / "debian.sources"
    path.write_text(NEW_FORMAT.replace("Types: deb deb-src", "Enabled: no\nTypes: deb"))
    with pytest.raises(Failure):
        debian_archive(apt_folder)


def test_sources_mirror_of_the_environment_wins(apt_folder, monkeypatch):
    """DEBIAN_MIRROR names another mirror; the machine's keyring still checks it."""
    (apt_folder / "sources.list").write_text(OLD_FORMAT)
    monkeypatch.setenv("DEBIAN_MIRROR", "http://other.example/debian")
    archive = debian_archive(apt_folder)
    assert (archive.uri, archive.signed_by) == (
        "http://other.example/debian",
        "/etc/apt/key.gpg",
    )


def test_sources_none_names_the_way_out(apt_folder):
    """A machine without Debian sources is told what to set."""
    with pytest.raises(Failure, match=r"DEBIAN_MIRROR=.*ODOO_SOURCE="):
        debian_archive(apt_folder)


def test_download_without_network_says_so(layout):
    """No network: apt's own words, then the way out; no half cache."""
    nowhere = Archive("http://127.0.0.1:9/debian", ("sid",), ("main",))
    apt = Apt(layout, layout.cache / "apt", nowhere, retries=0)
    with pytest.raises(Failure, match="Is there a network") as caught:
        apt.update()
    assert "127.0.0.1" in caught.value.output


def test_download_leaves_the_package_lists_of_the_machine_alone(layout):
    """The private apt has sources, state and cache of its own."""
    apt = Apt(layout, layout.cache / "apt", Archive("http://x.example", (), ()))
    dump = subprocess.run(
        ["apt-config", "-c", apt.folder / "apt.conf", "dump"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    settings = dict(line.rstrip(";").split(" ", 1) for line in dump.splitlines())
    for name in ("Dir::State", "Dir::Cache", "Dir::State::Status"):
        assert settings[name].startswith(f'"{apt.folder}')
    assert "APT::Update::Post-Invoke::" not in settings


def test_odoo_source_of_another_series_is_refused(layout):
    """ODOO_SOURCE must be an Odoo 19."""
    folder = layout.cache / "odoo17" / "odoo"
    folder.mkdir(parents=True)
    (folder / "release.py").write_text("version_info = (17, 0, 0, FINAL, 0, '')\n")
    with pytest.raises(Failure, match=r"is Odoo 17\.0, 19\.0 is needed"):
        _ = OdooSource(layout, folder.parent).python_path


def test_odoo_source_accepts_a_folder_somebody_has(layout, workspace):
    """ODOO_SOURCE=/path uses an Odoo 19 that is on the machine, nothing is loaded."""
    given = workspace.odoo.source.python_path
    source = OdooSource(layout, given)
    assert source.is_ready()
    assert source.python_path == given
    assert any((path / "sale").is_dir() for path in source.addons_paths)
