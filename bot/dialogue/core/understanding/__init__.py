"""What people mean by what they type at a question: pure, and never a guess."""
