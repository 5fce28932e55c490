# S2-53
import weakref

# Weak references don't prevent garbage collection

class Data:
    def __init__(self, value):
        self.value = value

    def __del__(self):
        print(f"Data({self.value}) deleted")

# Strong reference
obj = Data(42)

# Weak reference
weak_ref = weakref.ref(obj)

print(weak_ref() is obj, type(weak_ref()).__name__)  #~ print(weak_ref())  # <Data object>

# Delete strong reference
del obj  # "Data(42) deleted" printed

print(weak_ref())  # None (object was collected)

# WeakValueDictionary - values are weak references
cache = weakref.WeakValueDictionary()

obj = Data(100)
cache['key'] = obj

print(cache['key'] is obj, type(cache['key']).__name__)  #~ print(cache['key'])  # <Data object>

del obj  # Object is deleted
# print(cache['key'])  # KeyError (object was collected)
try:  #+
    print(cache['key'])  #+
except KeyError as e:  #+
    print("KeyError:", e)  #+
print(len(cache), 'key' in cache)  #+
