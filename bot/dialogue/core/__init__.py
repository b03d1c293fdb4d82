"""What every room of the dialogue is made with: events, replies, the session, places, queries and views."""
