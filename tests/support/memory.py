"""Where tests put what they soon throw away: in memory, where the machine has a folder for that."""

import os
import shutil
from pathlib import Path

_FOLDER = Path("/dev/shm")
_ENOUGH_BYTES = 4 << 30


def memory_folder() -> Path | None:
    """A folder in memory with room for thousands of small stores; None where there is none."""
    has_room = os.access(_FOLDER, os.W_OK) and shutil.disk_usage(_FOLDER).free > _ENOUGH_BYTES
    return _FOLDER if has_room else None
