"""What the service computes, without a database."""
