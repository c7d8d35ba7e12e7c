"""The profile of a customer: names, personal data, addresses, contacts, identity documents, notes."""
