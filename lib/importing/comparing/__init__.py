"""What publishing a file would change."""
