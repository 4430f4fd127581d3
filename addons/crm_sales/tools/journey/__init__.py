"""What a journey computes, without a database."""
