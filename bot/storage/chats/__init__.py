"""Chats with their sessions, replies that wait to be sent, pictures, and what is counted of all chats."""
