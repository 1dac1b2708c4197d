"""How events show in rows and lists: words and dates ready to print, no query."""
