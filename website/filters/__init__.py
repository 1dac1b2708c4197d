"""Which events an address of the calendar holds, and how that is said."""
