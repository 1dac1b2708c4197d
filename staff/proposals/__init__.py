"""What is proposed to a second person: kept as it was sent, tried, decided. ADR 0025."""
