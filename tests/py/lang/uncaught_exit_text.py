# status: 1
# boards: host host32
# SystemExit with a text prints it on stderr
print("out")
raise SystemExit("the text")
