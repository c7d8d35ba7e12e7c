"""Notifications of customers: templates, channels, and the tasks that write and send messages."""
