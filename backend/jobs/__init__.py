"""Jobs on PostgreSQL: queued and scheduled work that survives whoever runs it."""
