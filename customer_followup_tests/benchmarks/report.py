"""Bars, and how they are shown."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One promise: a measured value and its limit, one of the two.

    >>> Bar(name="times as fast", measured=60, at_least=50).ok
    True
    >>> Bar(name="times as slow", measured=60, at_most=15).ok
    False
    """

    name: str
    measured: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def limit(self) -> float:
        return self.at_most if self.at_least is None else self.at_least

    @property
    def ok(self) -> bool:
        """Whether the promise is kept."""
        if self.at_least is None:
            return self.measured <= self.at_most
        return self.measured >= self.at_least

    def __str__(self) -> str:
        sign = "at most" if self.at_least is None else "at least"
        verdict = "ok" if self.ok else "NOT REACHED"
        name = self.name.replace("_", " ")
        return f"{name:52}{self.measured:>9,.2f}   {sign:8}{self.limit:>7g}   {verdict}"


@dataclass(frozen=True)
class Result:
    """What came of one benchmark: its bars, and the facts behind them."""

    title: str
    bars: Sequence[Bar]
    facts: Mapping[str, str]


def format_json(bars: Sequence[Bar]) -> str:
    """Return one JSON object per bar and line."""
    return "".join(
        json.dumps(
            {
                "name": bar.name,
                "measured": round(bar.measured, 3),
                "bar": bar.limit,
                "ok": bar.ok,
            }
        )
        + "\n"
        for bar in bars
    )


def format_table(results: Sequence[Result], machine: Mapping[str, str]) -> str:
    """Return the bars and the facts behind them, for a person to read."""
    lines = []
    for result in results:
        lines.append(f"{result.title:52}{'measured':>9}   {'bar':15}")
        lines += map(str, result.bars)
        lines += ["", *_format_facts(result.facts), ""]
    lines += _format_facts(machine)
    return "\n".join(lines) + "\n"


def _format_facts(facts: Mapping[str, str]) -> list[str]:
    return [f"{name:36}{text}" for name, text in facts.items()]


def describe_machine(cursor) -> dict[str, str]:
    """Return what the figures depend on: processor, memory, versions, settings."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cursor.execute(
        "SELECT current_setting('server_version'), current_setting('fsync'),"
        "       current_setting('shared_buffers'), current_setting('work_mem')"
    )
    version, fsync, shared_buffers, work_mem = cursor.fetchone()
    return {
        "machine": f"{os.cpu_count()} cores ({_get_processor()}), "
        f"{memory / 2**30:.0f} GB, {platform.platform(terse=True)}",
        "PostgreSQL": f"{version}, fsync {fsync}, shared_buffers {shared_buffers}, "
        f"work_mem {work_mem}",
        "Python": platform.python_version(),
    }


def _get_processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = (line for line in text.splitlines() if line.startswith("model name"))
    return next(names, platform.machine()).partition(":")[2].strip()


def say(text: str):
    """Tell who waits what is being done now."""
    sys.stderr.write(f"{text} …\n")
