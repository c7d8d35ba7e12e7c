"""Metrics that several parts of the product share; `/metrics` shows them in Prometheus's text format."""

from prometheus_client import Counter

REFUSED = Counter("crm_refused_total", "Requests refused by a limit.", ["reason"])
