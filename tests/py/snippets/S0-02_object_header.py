# S0-02: Header = ob_refcnt: 8 bytes + ob_type: 8 bytes (64-bit)
import sys  #+
word = 8 if sys.maxsize > 2**32 else 4  #+
print("object header bytes:", object.__basicsize__)  #+
print("words in header:", object.__basicsize__ // word)  #+
print("ob_refcnt:", object.__basicsize__ - word, "bytes")  #+
print("ob_type:", word, "bytes")  #+
print("getsizeof(object()):", sys.getsizeof(object()))  #+
print(type(5).__name__, type(type(5)).__name__, type(type).__name__)  #+
