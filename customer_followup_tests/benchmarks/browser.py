"""Requests of a browser that somebody has logged in with, answered by this process.

All of Odoo takes part that answers a request, with a transaction of its own: session,
rights, method, JSON. What is missing is the wire.
"""

import json
from time import perf_counter

from werkzeug.test import Client

from odoo import api, http, sql_db
from odoo.service import security

from .cost import Cost


class Browser:
    """The browser of ``env.user``."""

    def __init__(self, env: api.Environment):
        session = http.root.session_store.new()
        session.update(http.get_default_session(), db=env.cr.dbname)
        self.context = {
            **env["res.users"].context_get(),
            "allowed_company_ids": env.company.ids,
        }
        session.update(uid=env.uid, login=env.user.login, context=self.context)
        session.session_token = security.compute_session_token(session, env)
        http.root.session_store.save(session)
        self._client = Client(http.root)
        self._client.set_cookie("session_id", session.sid)

    def call(self, model: str, method: str, *args, context=None, **kwargs):
        """Return what a method answers, and what the answer cost.

        :param context: what an action adds to the user's
        """
        kwargs["context"] = self.context | (context or {})
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        body = {"jsonrpc": "2.0", "method": "call", "id": 0, "params": params}
        queries, start = sql_db.sql_counter, perf_counter()
        response = self._client.post("/web/dataset/call_kw", json=body)
        text = response.get_data(as_text=True)
        cost = Cost(sql_db.sql_counter - queries, perf_counter() - start)
        answer = json.loads(text)
        if "result" not in answer:
            raise RuntimeError(text[:2000])
        return answer["result"], cost
