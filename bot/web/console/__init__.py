"""The console: a site for admins and advisors, made on the server and usable without scripts."""
