"""The collections régua of a real-estate developer on the Mega ERP (docs/rules: R1–R9)."""
