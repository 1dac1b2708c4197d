"""The plan for calendar programs: RFC 5545."""
