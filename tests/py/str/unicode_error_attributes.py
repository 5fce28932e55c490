# SPDX-License-Identifier: MIT
# What a UnicodeError says when its attributes were changed, also to what makes no sense.
for error in UnicodeEncodeError('baz', 'xxxxx', 1, 5, 'foo'), UnicodeDecodeError('baz', b'xxxxx', 1, 5, 'foo'), UnicodeTranslateError('xxxx', 1, 5, 'foo'):
    for name, value in ('end', 2), ('end', 5), ('start', 1000), ('end', 1001), ('start', -5), ('start', 0), ('end', 1), ('reason', 2**70), ('encoding', 4000), ('start', 2), ('end', 0):
        setattr(error, name, value)
        print(name, value, '|', error)
    error.object = type(error.object)()
    print(error)
    del error.object
    print([str(error)], error.object)
    print([str(type(error).__new__(type(error)))])


class Deletes:
    def __str__(self):
        del self.error.reason
        return 'deleted'


error = UnicodeEncodeError('a', 'b', 0, 1, 'the ' + str(1.5))
error.encoding = Deletes()
error.encoding.error = error
try:
    print(str(error).split(':')[0])
except Exception as e:
    print(type(e))
