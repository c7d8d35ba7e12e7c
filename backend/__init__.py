"""A telecom operator's CRM behind one GraphQL API."""
