"""Ask memory for a row before it is needed.

The rows of whom the calendar names lie anywhere, and a processor that comes to one of them waits for it some tens of
nanoseconds. Asked for an event earlier, they are there. It changes no result; as plain Python it does nothing at all.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, overload

from model.tables import Floats, Table

_LINE = 64  # bytes that memory hands over at once
_READ, _KEEP, _DATA = 0, 3, 1  # what for, how near to keep it, and what it is, as LLVM numbers them


def soon(table: Table | Floats, row: int, line: int = 0) -> None:
    """Row `row` of the table is about to be read, `line` times 64 bytes after its start; it need not exist."""


@intrinsic  # type: ignore[untyped-decorator]
def _ask(typing: Any, table: Any, row: Any, line: Any) -> Any:  # noqa: ARG001 numba hands it over
    """The processor's own instruction for it, by LLVM."""

    def instruction(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, given[0])
        start = cgutils.get_item_pointer(context, builder, signature.args[0], array, [given[1]], wraparound=False)
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        address = builder.gep(builder.bitcast(start, byte), [builder.mul(given[2], given[2].type(_LINE))])
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        prefetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], kind)
        builder.call(prefetch, [address, word(_READ), word(_KEEP), word(_DATA)])
        return context.get_dummy_value()

    return types.void(table, types.intp, types.intp), instruction


@overload(soon, inline="always")  # type: ignore[untyped-decorator]
def _soon_compiled(table: Any, row: Any, line: Any = 0) -> Any:  # noqa: ARG001 numba goes by the names
    def ask(table: Any, row: Any, line: Any = 0) -> None:
        _ask(table, row, line)

    return ask
