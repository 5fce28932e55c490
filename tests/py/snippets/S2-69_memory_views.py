# S2-69
# Memory views provide zero-copy access to buffers

# Regular slicing copies data
data = bytearray(b"Hello World")
slice_copy = data[0:5]  # Creates copy
data[0] = ord('X')  #+
print(slice_copy)  #+

# Memory view - no copy
data = bytearray(b"Hello World")
view = memoryview(data)
slice_view = view[0:5]  # No copy, just a view

# Modify through view
view[0] = ord('J')
print(data)  # bytearray(b'Jello World')
print(bytes(slice_view), slice_view.obj is data)  #+

# Memory views for numpy-like operations
import array

numbers = array.array('i', [1, 2, 3, 4, 5])
view = memoryview(numbers)

# Cast view to different type
byte_view = view.cast('B')  # View as bytes
print(list(byte_view))
