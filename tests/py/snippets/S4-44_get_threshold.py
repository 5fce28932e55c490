# S4-44
import gc
print(gc.get_threshold())
