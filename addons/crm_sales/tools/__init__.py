"""What the pipeline computes, without a database."""
