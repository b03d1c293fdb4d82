"""What is kept: chats and their sessions, the updates that were applied, the replies still to be sent."""
