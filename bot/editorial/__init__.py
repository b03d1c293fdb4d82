"""How admins change the content: a draft is made, checked and weighed, and published as a new version."""
