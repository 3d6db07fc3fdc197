"""``script/lint``: every linter on every file of the repository.

Arguments go to pre-commit, for example one hook: ``script/lint ruff-check``.
"""

import os

from .. import machine
from ..atomic import built
from ..failure import Failure
from ..layout import Layout, short_hash
from ..locking import exclusive
from ..processes import attend, run
from ..progress import Report
from ..python_env import correct_shebangs, create, interpreter, pip_install
from ..steps import Step, Steps

STEPS = 3


class LintTools:
    """pre-commit in a virtual environment of its own, its hooks in the cache."""

    def __init__(self, layout: Layout):
        self.layout = layout
        self.requirements = layout.root / "script" / "requirements-lint.txt"
        self.config = layout.root / ".pre-commit-config.yaml"
        key = short_hash(interpreter(), self.requirements.read_text(encoding="utf-8"))
        self.folder = layout.cache / f"lint-{key}"
        hooks = short_hash(key, self.config.read_text(encoding="utf-8"))
        self.hooks_ready = layout.cache / "pre-commit" / f"ready-{hooks}"

    def is_missing(self) -> bool:
        """Is pre-commit not there yet?"""
        return not self.folder.exists()

    def lack_hooks(self) -> bool:
        """Are linters missing that the configuration names?"""
        return not self.hooks_ready.exists()

    def build(self, report: Report) -> None:
        """Install pre-commit."""
        log = self.layout.logs / "pip-lint.log"
        with built(self.folder) as folder:
            create(folder, log)
            report(0.4, "pre-commit")
            pip_install(folder, ["-r", self.requirements], log)
            correct_shebangs(folder, self.folder)

    def install_hooks(self, report: Report) -> None:
        """Install the linters, each in an environment pre-commit makes for it."""

        def follow(line: str) -> None:
            report(detail=line.strip()[:60])

        run(
            self.command("install-hooks"),
            log=self.layout.logs / "lint-hooks.log",
            hint="The linters could not be installed. Is there a network?",
            on_line=follow,
            cwd=self.layout.root,
            env=self.environment(),
        )
        self.hooks_ready.touch()

    def command(self, *arguments: str) -> list[str]:
        """Return a command line of pre-commit."""
        return [str(self.folder / "bin" / "python"), "-m", "pre_commit", *arguments]

    def environment(self) -> dict[str, str]:
        """Return pre-commit's environment.

        Root may lint a checkout of another user: git is told to trust this one.
        """
        safe = ("safe.directory", str(self.layout.root))
        return os.environ | {
            "PRE_COMMIT_HOME": str(self.layout.cache / "pre-commit"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": safe[0],
            "GIT_CONFIG_VALUE_0": safe[1],
        }


def main(argv: list[str]) -> int:
    """Run pre-commit; its exit code is ours."""
    layout = Layout.of_machine()
    packages = machine.missing(machine.FOR_LINT)
    if not (layout.root / ".git").exists():
        raise Failure("script/lint needs a git checkout: it checks what git knows.")
    layout.make_folders()
    tools = LintTools(layout)
    with exclusive(layout.locks / "lint.lock", "it is setting up or running linters"):
        _install(layout, packages, tools)
        command = tools.command("run", "--all-files", *argv)
        return attend(command, cwd=layout.root, env=tools.environment())


def _install(layout: Layout, packages: list[str], tools: LintTools) -> None:
    """Run the steps from a bare machine to installed linters."""
    steps = Steps(layout.locks, STEPS)
    steps.run(machine.installation(layout, packages, machine.FOR_LINT))
    steps.run(Step("pre-commit", tools.folder.name, tools.is_missing, tools.build))
    steps.run(Step("Linters", "linters", tools.lack_hooks, tools.install_hooks))
