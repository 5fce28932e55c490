# S0-06: struct _object { Py_ssize_t ob_refcnt; struct _typeobject *ob_type; }
# Needs a way to read memory at id(x): ctypes here (optional on a kernel).
import ctypes  #+
class PyObject(ctypes.Structure):  #+
    _fields_ = [("ob_refcnt", ctypes.c_ssize_t),  #+
                ("ob_type", ctypes.c_void_p)]  #+
print("sizeof(PyObject):", ctypes.sizeof(PyObject))  #+
print("offset of ob_type:", PyObject.ob_type.offset)  #+
x = [1, 2, 3]  #+
header = PyObject.from_address(id(x))  #+
print("ob_refcnt:", header.ob_refcnt)  #+
y = x  #+
print("after y = x:", header.ob_refcnt)  #+
z = [x, x]  #+
print("after z = [x, x]:", header.ob_refcnt)  #+
del y, z  #+
print("after del y, z:", header.ob_refcnt)  #+
print("ob_type is list:", header.ob_type == id(list))  #+
print("ob_type of list is type:", PyObject.from_address(id(list)).ob_type == id(type))  #+
