"""Certificates of authorities, which httpx reads for each client: it takes 60 ms, and tests make thousands of clients.

An import of this module lets all clients of the process, and of those that are forked from it, share them.
"""

import functools

from httpx._transports import default

default.create_ssl_context = functools.cache(default.create_ssl_context)
for trust_env in (True, False):
    default.create_ssl_context(verify=True, cert=None, trust_env=trust_env)
