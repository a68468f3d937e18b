"""The SOAP side of the sandbox: a Portal de Clientes with its WSDL (mega.md §6)."""
