# status: 1
# SystemExit with a text prints it on stderr
print("out")
raise SystemExit("the text")
