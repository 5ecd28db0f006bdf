"""What is wrong or doubtful in the published data."""
