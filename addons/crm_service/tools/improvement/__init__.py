"""What feedback has in common, and whether an improvement has helped."""
