"""How long a scheduled action works on before it hands over to its next run."""

from time import monotonic

from odoo.api import Environment
from odoo.tools import config


class JobTime:
    """The time of one run of a job that needs some of it before its first batch.

    Odoo gives a scheduled action ten seconds, which finding what is due for 100,000
    customers may take alone; a job that then stopped would begin anew each time and
    never come to its work. So it works on for ``seconds``, and never longer than half
    of what the server allows a scheduled action.
    """

    def __init__(self, env: Environment, seconds: float):
        limit = config["limit_time_real_cron"]
        limit = config["limit_time_real"] if limit < 0 else limit
        self._env = env
        self._end = monotonic() + min(seconds, limit / 2 if limit else seconds)
        self._left = 0.0
        self.commit()

    def commit(self, **progress):
        """Commit, and tell the scheduler the progress as ``_commit_progress`` does."""
        self._left = self._env["ir.cron"]._commit_progress(**progress)

    @property
    def is_over(self) -> bool:
        """Is it time to stop?"""
        return not self._left and monotonic() >= self._end
