"""What can be measured, its classes, and the maps that show it."""
