"""What a shop lets an organisation see."""
