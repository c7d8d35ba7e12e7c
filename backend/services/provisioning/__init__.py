"""Provisioning: acts write orders in their own transactions, and the dispatcher takes them to the mobile network."""
