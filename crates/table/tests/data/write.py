"""Writes the Parquet files of these tests with pyarrow (26.0): pip install pyarrow; python write.py

types.parquet has a column of each type; the others have the columns `key`, `x` and `i` of 40 rows, with a missing cell in row 3 of
`x`: x = row / 8, i = row * 1000, key = "net-<row / 2>/<row>", each from 0.
"""

import datetime
import decimal

import numpy
import pyarrow
import pyarrow.parquet

rows = range(40)
table = pyarrow.table(
    {
        "key": [f"net-{row // 2}/{row}" for row in rows],
        "x": [None if row == 2 else row / 8 for row in rows],
        "i": pyarrow.array([row * 1000 for row in rows], pyarrow.int64()),
    }
)


def write(name, table=table, **options):
    pyarrow.parquet.write_table(table, name + ".parquet", **{"store_schema": False, **options})


for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    write(codec, compression=codec, row_group_size=25)
for version in ["1.0", "2.0"]:
    delta = {"key": "DELTA_BYTE_ARRAY", "x": "BYTE_STREAM_SPLIT", "i": "DELTA_BINARY_PACKED"}
    write("delta-" + version[0], use_dictionary=False, column_encoding=delta, data_page_version=version, data_page_size=200)
lengths = {"key": "DELTA_LENGTH_BYTE_ARRAY", "x": "PLAIN", "i": "PLAIN"}
write("lengths", use_dictionary=False, column_encoding=lengths, data_page_version="2.0", compression="zstd")

day = datetime.date(2026, 11, 26)
moment = datetime.datetime(2026, 11, 26, 12, 30, 15)
write(
    "types",
    pyarrow.table(
        {
            "bool": [True, False, None],
            **{name: pyarrow.array([1, 3, None], name) for name in ["int8", "int16", "int32", "int64"]},
            "uint8": pyarrow.array([1, 255, None], "uint8"),
            "uint16": pyarrow.array([1, 65535, None], "uint16"),
            "uint32": pyarrow.array([1, 2**32 - 1, None], "uint32"),
            "uint64": pyarrow.array([1, 2**64 - 1, None], "uint64"),
            "half": pyarrow.array([numpy.float16(0.5), numpy.float16(-2), None], "float16"),
            "float": pyarrow.array([0.5, 3, float("nan")], "float32"),
            "double": [0.1, 3.0, None],
            "decimal": [decimal.Decimal("1.25"), decimal.Decimal("-0.05"), None],
            "wide": pyarrow.array([decimal.Decimal("3"), decimal.Decimal("-12"), None], pyarrow.decimal128(30, 0)),
            "text": ["a", "N/A", None],
            "category": pyarrow.array(["b", "a", None]).dictionary_encode(),
            "binary": pyarrow.array([b"a", b"b", None], "binary"),
            "date": [day, day, None],
            "time": [moment.time(), moment.time(), None],
            "timestamp": pyarrow.array([moment, moment, None], pyarrow.timestamp("us")),
            "nanoseconds": pyarrow.array([moment, moment, None], pyarrow.timestamp("ns")),
            "duration": pyarrow.array([1, 2, None], pyarrow.duration("s")),
            "list": [[1, 2], [], None],
            "struct": [{"a": 1}, {"a": 2}, None],
        }
    ),
)
write("twice", pyarrow.Table.from_arrays([table["x"], table["i"], table["i"]], names=["x", "i", "x"]), compression="none")
