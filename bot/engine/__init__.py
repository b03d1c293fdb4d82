"""What runs conversations, whatever channel they come by: updates are stepped, committed and handed over."""
