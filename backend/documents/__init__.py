"""Files: where their bytes are, and the links by which they are fetched."""
