"""Runs notebooks from a bare kernel and sees that cells with a last expression show something. Usage: notebooks.py FILE…"""

import os
import sys
import time

import nbformat
from nbclient import NotebookClient


def run(file):
    notebook = nbformat.read(file, as_version=4)
    NotebookClient(notebook, timeout=90, kernel_name="python3", resources={"metadata": {"path": os.path.dirname(file)}}).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    silent = [cell.source for cell in cells if not cell.outputs]
    assert not silent, f"{file}: these cells show nothing:\n" + "\n--\n".join(silent)
    drawn = sum("image/png" in output.get("data", {}) for cell in cells for output in cell.outputs)
    assert drawn, f"{file}: no plot"
    return len(cells), drawn


for file in sys.argv[1:]:
    start = time.monotonic()
    cells, drawn = run(os.path.abspath(file))
    print(f"{file}: {cells} cells, {drawn} plot, {time.monotonic() - start:.0f} s")
