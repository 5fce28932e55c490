# order of iteration of sets of numbers whose hashes depend on the width of a word
print(set([-1, -2, -3]), {1.5, 2.5, 3.0, 0.25, -0.5}, {2 ** 61, 2 ** 62, 2 ** 31, 2 ** 32}, {10 ** 20, 10 ** 21, 5}, {(i, -i) for i in range(12)}, {0.1, 1e300, -7.25, 3})
