# S4-45
import gc

gc.disable()
# critical code
print(gc.isenabled())  #+
gc.enable()
print(gc.isenabled())  #+
