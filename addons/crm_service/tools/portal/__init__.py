"""What arrives by the forms for customers: pure functions, without a database."""
