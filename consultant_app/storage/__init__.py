"""The encrypted store: tables, photos, keys, migrations. Hands out domain objects only."""
