"""Real transactions at the same moment, by threads with connections of their own.

For processes of their own only: while Odoo's server runs tests it holds the lock that
every new environment of another thread waits for.
"""

from functools import partial
from threading import Barrier, Thread
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying

PATIENCE_SECONDS = 30


class Races:
    """Threads that start with the same picture of the database.

    They go through ``retrying``, as requests of the web client do: who meets a
    serialisation failure begins again, and sees what the other one did.
    """

    def __init__(self, database):
        self.registry = Registry(database)
        # as long as needed for both to start again at the same moment
        patch("odoo.service.model.random.uniform", lambda *_: 0).start()

    def work(self, do, uid=SUPERUSER_ID):
        """Do something in a transaction of its own, the way requests do."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, uid, {})
            return retrying(partial(do, env), env)

    def at_once(self, *deeds):
        """Do things at the same moment; each sees the database as it was before.

        :param deeds: pairs of a user id and a function of an environment
        :return: for each what it was refused with, ``None`` if it was done
        """
        barrier, outcomes = Barrier(len(deeds)), [None] * len(deeds)

        def start(number, uid, deed):
            tries = []

            def attempt(env):
                env.cr.execute("SELECT 1")  # what it sees from now on is fixed
                if not tries:
                    barrier.wait(PATIENCE_SECONDS)
                tries.append(1)
                deed(env)

            try:
                self.work(attempt, uid)
            except BaseException as error:  # told to the test below
                outcomes[number] = error

        threads = [
            Thread(target=start, args=[number, *deed])
            for number, deed in enumerate(deeds)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for outcome in outcomes:
            if outcome and not isinstance(outcome, UserError):
                raise outcome
        return outcomes
