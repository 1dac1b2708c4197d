"""What the events can be narrowed by: one table, and what every door makes of it."""
