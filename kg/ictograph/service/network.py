"""Leave the network, so that no question can reach another machine even if the check of its text failed.

On Linux a process may move into a network of its own with nothing in it; where that is forbidden (in some containers)
it may at least give up the system call that makes sockets. Both last until the process ends. Elsewhere neither is
possible, and what stands between a question and the network is that SERVICE is refused.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import platform
import struct

_NEWNET, _NEWUSER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
#: By machine: the mark of its system calls, and the number of `socket`.
_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES


def leave() -> bool:
    """Leave the network for good; whether that was possible."""
    return own_network() or no_sockets()


def own_network() -> bool:
    """Move into an empty network. A process with threads may do so only with the right to administer the system."""
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None, use_errno=True)
        return any(system.unshare(flags) == 0 for flags in (_NEWUSER | _NEWNET, _NEWNET))
    return False


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def no_sockets() -> bool:
    """Give up the system call `socket`, by a filter of the kernel."""
    if platform.system() != "Linux" or platform.machine() not in _CALLS:
        return False
    mark, number = _CALLS[platform.machine()]
    steps = [  # what, where to go on if it is so and if not, with which value
        (_LOAD, 0, 0, 4), (_EQUAL, 0, 3, mark), (_LOAD, 0, 0, 0), (_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]  # fmt: skip
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    kept = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(steps), ctypes.addressof(kept))
    with contextlib.suppress(OSError, AttributeError):
        system = ctypes.CDLL(None, use_errno=True)
        if system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            return bool(system.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)
    return False
