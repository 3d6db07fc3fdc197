"""A headless Chromium that is told what to do, with the standard library only.

Chromium speaks its DevTools protocol over two pipes (``--remote-debugging-pipe``):
JSON messages, each ended by a zero byte.
"""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

NAMES = ("chromium", "google-chrome", "chromium-browser")
SWITCHES = (
    "--headless",
    "--no-sandbox",  # Chromium refuses its sandbox as root
    "--disable-gpu",
    "--disable-lcd-text",  # grey letters make smaller pictures than coloured ones
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
PATIENCE_SECONDS = 30
POLL_SECONDS = 0.2
SETTLE_SECONDS = 1.0  # animations, avatars, the pointer's hints

# The elements that match a selector, can be seen and contain a text.
FIND = """
(selector, text) => [...document.querySelectorAll(selector)].filter(
    (el) => el.getClientRects().length && el.textContent.includes(text || "")
)"""


class Chromium:
    """One browser with one page; a context manager that ends it."""

    def __init__(self, width: int, timezone: str):
        self.width = width
        self.timezone = timezone
        self.profile = tempfile.TemporaryDirectory(
            prefix="chromium-", ignore_cleanup_errors=True
        )
        self.numbers = itertools.count(1)
        self.session = None
        self.unread = b""

    def __enter__(self) -> "Chromium":
        browser = next(filter(None, map(shutil.which, NAMES)), None)
        if not browser:
            raise SystemExit("Chromium is missing. As root: apt-get install chromium")
        to_read, self.commands = os.pipe()
        self.answers, to_write = os.pipe()
        # Chromium reads from file descriptor 3 and writes to 4.
        script = f'exec "$@" 3<&{to_read} 4>&{to_write}'
        profile = f"--user-data-dir={self.profile.name}"
        self.process = subprocess.Popen(
            ["sh", "-c", script, "sh", browser, *SWITCHES, profile, "about:blank"],
            pass_fds=(to_read, to_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call(
            "Target.attachToTarget", targetId=target, flatten=True
        )["sessionId"]
        self.call("Emulation.setTimezoneOverride", timezoneId=self.timezone)
        return self

    def __exit__(self, *_exception: object) -> None:
        os.close(self.commands)  # Chromium ends when nobody can command it any more
        self.process.wait()
        os.close(self.answers)
        self.profile.cleanup()

    def call(self, method: str, **params: object) -> dict:
        """Carry out one command of the protocol and return its result."""
        message = {"id": next(self.numbers), "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def _read(self) -> dict:
        while b"\0" not in self.unread:
            part = os.read(self.answers, 1 << 16)
            if not part:
                raise RuntimeError("Chromium has ended.")
            self.unread += part
        message, self.unread = self.unread.split(b"\0", 1)
        return json.loads(message)

    def run(self, expression: str) -> object:
        """Return the value of a JavaScript expression in the page."""
        answer = self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, selector: str, text: str = "") -> str:
        """Wait until an element can be seen; return the expression that finds it."""
        found = f"({FIND})({json.dumps(selector)}, {json.dumps(text)})[0]"
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.run(f"!!{found}"):
            if time.monotonic() > until:
                raise RuntimeError(f"{selector} {text!r} did not appear.")
            time.sleep(POLL_SECONDS)
        return found

    def goto(self, url: str, selector: str) -> None:
        """Open an address and wait for an element of its page."""
        self.call("Page.navigate", url=url)
        self.wait(selector)

    def click(self, selector: str, text: str = "") -> None:
        """Click the first element that matches and contains the text."""
        self.run(f"{self.wait(selector, text)}.click()")
        time.sleep(SETTLE_SECONDS)

    def fill(self, selector: str, text: str) -> None:
        """Type a text into an input, in place of what it contains."""
        found = self.wait(selector)
        self.run(f"{found}.focus(), {found}.select()")
        self.call("Input.insertText", text=text)
        time.sleep(SETTLE_SECONDS)

    def read(self, selector: str) -> str:
        """Return the text of an element."""
        return self.run(f"{self.wait(selector)}.innerText").strip()

    def scroll_to(self, selector: str) -> None:
        """Bring an element to the upper edge of what is shown."""
        self.run(f"{self.wait(selector)}.scrollIntoView()")

    def set_height(self, height: int) -> None:
        """Make the window so many pixels high."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=self.width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def shoot(self, path: Path) -> None:
        """Write what the window shows to a PNG file."""
        time.sleep(SETTLE_SECONDS)
        picture = self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(picture["data"]))
