"""What the answers of customers say: pure functions, without a database."""
