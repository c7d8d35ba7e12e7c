"""Live subscriptions: each event is sent to all matching subscriptions, once, in order, as a query would return it."""

from backend.resolvers.live.feeds import BATCH_SIZE, Message, QueueOverflow, Sink, Subscription
from backend.resolvers.live.hub import Hub, TooManySubscriptions

__all__ = ["BATCH_SIZE", "Hub", "Message", "QueueOverflow", "Sink", "Subscription", "TooManySubscriptions"]
