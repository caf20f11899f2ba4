"""Arrow schemas, derived from the catalogue."""

import pyarrow as pa

from pipelines.tables.catalogue import Table

DECIMAL = pa.decimal128(38, 9)

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "decimal": DECIMAL,
    "double": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "strings": pa.list_(pa.string()),
    "decimals": pa.list_(DECIMAL),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the schema of the table's Parquet file, with descriptions and units as field metadata."""
    fields = []
    for column in table.columns:
        metadata = {"description": column.description}
        if column.unit:
            metadata["unit"] = column.unit
        if column.null:
            metadata["null_means"] = column.null
        fields.append(pa.field(column.name, _TYPES[column.type], table.nullable(column.name), metadata))
    return pa.schema(fields, {"table": table.full_name, "description": table.description})
