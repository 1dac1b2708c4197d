"""What the public will see, shown before it is public: at the desk, and by a link. ADR 0023."""
