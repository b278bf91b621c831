"""Lists of projects in spreadsheets: the template, the rows, and what they state."""
