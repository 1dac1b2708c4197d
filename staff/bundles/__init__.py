"""What goes public together, or not at all."""
