"""What a shopkeeper sees and does."""
