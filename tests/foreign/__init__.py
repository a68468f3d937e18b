"""Another company: its ERP as a real HTTP server (`server`, `wsdl`), records for it (`makers`), and the product and
the oracle side by side before it (`world`)."""
