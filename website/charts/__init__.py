"""Pictures of the plan as numbers for SVG: the strip, the arc of a moved date, the map, coverage."""
