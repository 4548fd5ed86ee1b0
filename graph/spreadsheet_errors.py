"""What a spreadsheet shows in a cell that has no value, and the reason in words."""

from __future__ import annotations

NOT_CALCULATED = "#NOT_CALCULATED!"
"""What stands for a formula without a value."""
SPREADSHEET_ERRORS = {
    **dict.fromkeys(
        (
            *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!"),
            *("#GETTING_DATA", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!", "#PYTHON!"),
        ),
        "The cell has a spreadsheet error instead of a value.",
    ),
    NOT_CALCULATED: "The cell has a formula that was never calculated.",
}
"""Reasons by what the cell shows; #N/A is not among them, it is a blank."""
