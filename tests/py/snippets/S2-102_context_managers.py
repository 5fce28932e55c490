# S2-102
def acquire_resource():  #+
    print("acquire")  #+
    return "resource"  #+
def use_resource(r):  #+
    print("use", r)  #+
def release_resource(r):  #+
    print("release", r)  #+
from contextlib import contextmanager

@contextmanager
def managed_resource():
    """Ensure resource cleanup."""
    resource = acquire_resource()
    try:
        yield resource
    finally:
        release_resource(resource)

# Usage
with managed_resource() as r:
    use_resource(r)
# Resource automatically released
print("after with")  #+
try:  #+
    with managed_resource() as r:  #+
        raise ValueError("inside")  #+
except ValueError as e:  #+
    print("ValueError:", e)  #+
