"""Files and PDFs: the file store, links to files, and the rendering of bills and statements."""
