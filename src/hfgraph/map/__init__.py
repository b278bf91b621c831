"""The relationship map: which things to show, where they stand, and the lines between them."""
