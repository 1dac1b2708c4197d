"""The plan as it was on a day, and what differs between two days."""
