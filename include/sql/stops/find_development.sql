-- Whether the mirror knows a development.
SELECT development_code FROM mega.contract WHERE development_code = %(development_code)s LIMIT 1;
