# S4-43: GC runs when  allocations - deallocations > threshold
import gc  #+
class Obj:  #+
    pass  #+
runs = 0  #+
def on_gc(phase, info):  #+
    global runs  #+
    if phase == "start":  #+
        runs += 1  #+
keep = [None] * 1000  #+
threshold = 300  #+
def count_allocations():  #+
    global runs  #+
    gc.set_threshold(threshold)  #+
    gc.collect()  #+
    runs = 0  #+
    gc.get_count()  #+ (the first call may itself allocate)
    start = gc.get_count()[0]  #+ allocations counted since the last collection
    for i in range(1000):  #+
        keep[i] = Obj()  #+
        if runs:  #+
            return start + i + 1  #+
gc.callbacks.append(on_gc)  #+
allocations, deallocations = count_allocations(), 0  #+
print(allocations - deallocations > threshold)
print(allocations - 1 - deallocations > threshold)  #+ one allocation earlier: no run
def balanced():  #+
    global runs  #+
    gc.collect()  #+
    runs = 0  #+
    for i in range(5000):  #+ allocation and deallocation balance: never runs
        Obj()  #+
    return runs  #+
print(balanced())  #+
gc.set_threshold(700, 10, 10)  #+
gc.callbacks.remove(on_gc)  #+
