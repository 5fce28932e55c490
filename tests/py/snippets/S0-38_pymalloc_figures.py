# S0-38, S0-40, S0-41, S4-53, S4-56: the allocator's own figures, from
# sys._debugmallocstats() (it writes to stderr: captured through a file here).
import os, re, sys  #+
save = os.dup(2)  #+
fd = os.open("malloc.txt", os.O_RDWR | os.O_CREAT | os.O_TRUNC)  #+
os.dup2(fd, 2)  #+
sys._debugmallocstats()  #+
os.dup2(save, 2)  #+
os.close(fd)  #+
with open("malloc.txt") as f:  #+
    text = f.read()  #+
os.remove("malloc.txt")  #+
print(text.split("\n")[0])  #+
print("arena bytes:", re.search(r"arenas \* (\d+) bytes/arena", text).group(1))  #+
print("pool bytes:", re.search(r"unused pools \* (\d+) bytes", text).group(1))  #+
sizes = [int(s) for s in re.findall(r"^ *\d+ +(\d+) +\d+ +\d+ +\d+$", text, re.M)]  #+
print("largest block:", sizes[-1], "step:", min(b - a for a, b in zip(sizes, sizes[1:])))  #+
