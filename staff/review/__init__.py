"""The pages of what waits for a second person: who looks at it, and what is answered. ADR 0025."""
