"""Pure rules: values in, values out. No database, no network, no clock of their own."""
