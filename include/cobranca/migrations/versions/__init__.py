"""One module a version; its SQL stands in include/sql/schema."""
