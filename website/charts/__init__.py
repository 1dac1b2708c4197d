"""Charts of the plan as numbers for SVG: the strip, the dates of an event, the map, coverage."""
