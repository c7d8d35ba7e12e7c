"""Jobs on PostgreSQL: queued and scheduled work that survives the loss of a worker."""
