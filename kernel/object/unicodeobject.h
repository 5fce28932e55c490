/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/unicodeobject.h -- str ("Unicode Objects and Codecs" in the C API reference; layout: PEP 393).
 *
 *     compact, ASCII      | PyASCIIObject | characters, one byte each | NUL |
 *     compact, other      | PyCompactUnicodeObject | characters, `kind` bytes each | NUL |
 *     not compact         | PyUnicodeObject | -> characters           instances of subclasses only
 *
 * The kind is the smallest that holds the largest character, so equal strings have equal representations. There is no wchar_t
 * form. '' and the one-character strings below U+0100 are const; so is each name of names.def.
 */
#ifndef KERNEL_OBJECT_UNICODEOBJECT_H
#define KERNEL_OBJECT_UNICODEOBJECT_H

#include <stdarg.h>

#include "heap/type.h"
#include "kernel/object/types.h"

typedef uint8_t Py_UCS1;
typedef uint16_t Py_UCS2;
typedef uint32_t Py_UCS4;

enum PyUnicode_Kind { PyUnicode_1BYTE_KIND = 1, PyUnicode_2BYTE_KIND = 2, PyUnicode_4BYTE_KIND = 4 };

#define SSTATE_NOT_INTERNED 0
#define SSTATE_INTERNED_MORTAL 1   /* in the table, whose reference is not counted */
#define SSTATE_INTERNED_IMMORTAL 2 /* const */

typedef struct {
    PyObject_HEAD
    Py_ssize_t length;
    Py_hash_t hash; /* -1: not computed yet */
    struct {
        unsigned int interned : 2;
        unsigned int kind : 3;
        unsigned int compact : 1;
        unsigned int ascii : 1;
        unsigned int ready : 1; /* always 1 */
        unsigned int : 24;
    } state;
} PyASCIIObject;

typedef struct {
    PyASCIIObject _base;
    Py_ssize_t utf8_length;
    char *utf8; /* owned copy for PyUnicode_AsUTF8, NULL until asked for; unused in ASCII strings */
} PyCompactUnicodeObject;

typedef struct {
    PyCompactUnicodeObject _base;
    union {
        void *any;
        Py_UCS1 *latin1;
        Py_UCS2 *ucs2;
        Py_UCS4 *ucs4;
    } data;
} PyUnicodeObject;

#define PyUnicode_Check(op) PyType_HasFeature(Py_TYPE(op), Py_TPFLAGS_UNICODE_SUBCLASS)
#define PyUnicode_CheckExact(op) Py_IS_TYPE(op, &PyUnicode_Type)

#define _PyASCIIObject_CAST(op) ((PyASCIIObject *)(op))
#define PyUnicode_GET_LENGTH(op) (_PyASCIIObject_CAST(op)->length)
#define PyUnicode_KIND(op) (_PyASCIIObject_CAST(op)->state.kind)
#define PyUnicode_IS_ASCII(op) (_PyASCIIObject_CAST(op)->state.ascii)
#define PyUnicode_IS_COMPACT(op) (_PyASCIIObject_CAST(op)->state.compact)
#define PyUnicode_IS_COMPACT_ASCII(op) (PyUnicode_IS_ASCII(op) && PyUnicode_IS_COMPACT(op))
#define PyUnicode_CHECK_INTERNED(op) (_PyASCIIObject_CAST(op)->state.interned)
#define PyUnicode_IS_READY(op) 1
#define PyUnicode_READY(op) 0

static inline void *_PyUnicode_DATA(PyObject *op)
{
    if (!PyUnicode_IS_COMPACT(op))
        return ((PyUnicodeObject *)op)->data.any;
    return PyUnicode_IS_ASCII(op) ? (void *)((PyASCIIObject *)op + 1) : (void *)((PyCompactUnicodeObject *)op + 1);
}
#define PyUnicode_DATA(op) _PyUnicode_DATA(_PyObject_CAST(op))
#define PyUnicode_1BYTE_DATA(op) ((Py_UCS1 *)PyUnicode_DATA(op))
#define PyUnicode_2BYTE_DATA(op) ((Py_UCS2 *)PyUnicode_DATA(op))
#define PyUnicode_4BYTE_DATA(op) ((Py_UCS4 *)PyUnicode_DATA(op))

static inline Py_UCS4 PyUnicode_READ(unsigned kind, const void *data, Py_ssize_t i)
{
    if (kind == PyUnicode_1BYTE_KIND)
        return ((const Py_UCS1 *)data)[i];
    return kind == PyUnicode_2BYTE_KIND ? ((const Py_UCS2 *)data)[i] : ((const Py_UCS4 *)data)[i];
}
static inline void PyUnicode_WRITE(unsigned kind, void *data, Py_ssize_t i, Py_UCS4 c)
{
    if (kind == PyUnicode_1BYTE_KIND)
        ((Py_UCS1 *)data)[i] = (Py_UCS1)c;
    else if (kind == PyUnicode_2BYTE_KIND)
        ((Py_UCS2 *)data)[i] = (Py_UCS2)c;
    else
        ((Py_UCS4 *)data)[i] = c;
}
#define PyUnicode_READ_CHAR(op, i) PyUnicode_READ(PyUnicode_KIND(op), PyUnicode_DATA(op), (i))
static inline Py_UCS4 _PyUnicode_MAX_CHAR_VALUE(PyObject *op)
{
    unsigned kind = PyUnicode_KIND(op);

    if (PyUnicode_IS_ASCII(op))
        return 0x7f;
    return kind == 1 ? 0xff : kind == 2 ? 0xffff : 0x10ffff;
}
#define PyUnicode_MAX_CHAR_VALUE(op) _PyUnicode_MAX_CHAR_VALUE(_PyObject_CAST(op))

/* --- making ------------------------------------------------------------------------------------------------------------- */

/* Characters are not set; the last must be written before anybody sees the string. size 0: ''. */
PyObject *PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar);
PyObject *PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t n);
PyObject *PyUnicode_FromStringAndSize(const char *utf8, Py_ssize_t n);
PyObject *PyUnicode_FromString(const char *utf8);
PyObject *_PyUnicode_FromASCII(const char *ascii, Py_ssize_t n);
PyObject *PyUnicode_FromOrdinal(int c);
PyObject *PyUnicode_FromObject(PyObject *op);
PyObject *PyUnicode_FromEncodedObject(PyObject *op, const char *encoding, const char *errors);
PyObject *PyUnicode_Substring(PyObject *op, Py_ssize_t start, Py_ssize_t end);
/* self[slice] in *result (NULL: exception) if the slice has a step of one and ints or None at its ends; else 0, nothing done. */
int _PyUnicode_PlainSlice(PyObject *self, PyObject *slice, PyObject **result);
PyObject *_PyUnicode_Copy(PyObject *op);

/*
 * %% %c %d %i %u %x %X (with l, ll, z, j, t; 0, width, precision), %p, %s (UTF-8), %U %S %R %A (objects), %V (object or else
 * UTF-8). Precision cuts text; width and precision may be *. New reference, or NULL with an exception.
 */
PyObject *PyUnicode_FromFormat(const char *format, ...);
PyObject *PyUnicode_FromFormatV(const char *format, va_list args);

/* --- interning: str_intern.c ------------------------------------------------------------------------------------------------ */

/* *op becomes the one string of its value; for lack of memory it may stay as it is. */
void PyUnicode_InternInPlace(PyObject **op);
PyObject *PyUnicode_InternFromString(const char *utf8);
/* Gives back the table's memory; strings that are still interned stop being so. */
void str_intern_stop(void);
const char *str_intern_check(void);
/* A dying interned string leaves the table. */
void str_intern_forget(PyObject *op);

/* --- looking -------------------------------------------------------------------------------------------------------------------- */

Py_ssize_t PyUnicode_GetLength(PyObject *op);
Py_UCS4 PyUnicode_ReadChar(PyObject *op, Py_ssize_t i);
/* UTF-8 that lives as long as op; NULL with an exception. */
const char *PyUnicode_AsUTF8(PyObject *op);
const char *PyUnicode_AsUTF8AndSize(PyObject *op, Py_ssize_t *n);
int PyUnicode_Compare(PyObject *a, PyObject *b);
int PyUnicode_CompareWithASCIIString(PyObject *op, const char *ascii);
PyObject *PyUnicode_RichCompare(PyObject *a, PyObject *b, int op);
int PyUnicode_Contains(PyObject *op, PyObject *sub);
int PyUnicode_IsIdentifier(PyObject *op);
int _PyUnicode_EqualToASCIIString(PyObject *op, const char *ascii);
Py_ssize_t PyUnicode_Find(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end, int direction); /* -1 none, -2 error */
Py_ssize_t PyUnicode_FindChar(PyObject *op, Py_UCS4 c, Py_ssize_t start, Py_ssize_t end, int direction);
Py_ssize_t PyUnicode_Count(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end);
int PyUnicode_Tailmatch(PyObject *op, PyObject *sub, Py_ssize_t start, Py_ssize_t end, int direction);
Py_hash_t _PyUnicode_Hash(PyObject *op);
/* The hash of an exact str that has it already, as every interned one does; else -1. */
#define _PyUnicode_HASH(op) (_PyASCIIObject_CAST(op)->hash)

/* Both are strs (or subclasses): whether their values are equal. */
int _PyUnicode_EQ_bytes(PyObject *a, PyObject *b);
static inline int _PyUnicode_EQ(PyObject *a, PyObject *b)
{
    if (a == b)
        return 1;
    if (PyUnicode_GET_LENGTH(a) != PyUnicode_GET_LENGTH(b) || PyUnicode_KIND(a) != PyUnicode_KIND(b))
        return 0;
    return _PyUnicode_EQ_bytes(a, b);
}

/* --- operations --------------------------------------------------------------------------------------------------------------- */

PyObject *PyUnicode_Concat(PyObject *a, PyObject *b);
/* *a += b, in place when nobody else holds *a. NULL in *a on failure. Interned strings and constants are never changed. */
void PyUnicode_Append(PyObject **a, PyObject *b);
void PyUnicode_AppendAndDel(PyObject **a, PyObject *b);
PyObject *PyUnicode_Join(PyObject *separator, PyObject *iterable);
/* All items are strs (TypeError else). separator NULL: one space. */
PyObject *_PyUnicode_JoinArray(PyObject *separator, PyObject *const *items, Py_ssize_t n);
PyObject *PyUnicode_Split(PyObject *op, PyObject *separator, Py_ssize_t maxsplit);
PyObject *PyUnicode_RSplit(PyObject *op, PyObject *separator, Py_ssize_t maxsplit);
PyObject *PyUnicode_Splitlines(PyObject *op, int keepends);
PyObject *PyUnicode_Partition(PyObject *op, PyObject *separator);
PyObject *PyUnicode_RPartition(PyObject *op, PyObject *separator);
PyObject *PyUnicode_Replace(PyObject *op, PyObject *old, PyObject *new_, Py_ssize_t maxcount);
PyObject *PyUnicode_Translate(PyObject *op, PyObject *table, const char *errors);
PyObject *PyUnicode_Format(PyObject *format, PyObject *args);
/* *op has one owner and no hash yet. */
int PyUnicode_Resize(PyObject **op, Py_ssize_t n);
int PyUnicode_WriteChar(PyObject *op, Py_ssize_t i, Py_UCS4 c);
Py_ssize_t PyUnicode_CopyCharacters(PyObject *to, Py_ssize_t to_start, PyObject *from, Py_ssize_t from_start, Py_ssize_t n);
void _PyUnicode_FastCopyCharacters(PyObject *to, Py_ssize_t to_start, PyObject *from, Py_ssize_t from_start, Py_ssize_t n);
Py_ssize_t PyUnicode_Fill(PyObject *op, Py_ssize_t start, Py_ssize_t n, Py_UCS4 c);
/* An attribute name of the mangled form _Class__name. */
PyObject *_Py_Mangle(PyObject *private_class, PyObject *name);

/* --- codecs: str_codec.c ---------------------------------------------------------------------------------------------------- */

PyObject *PyUnicode_Decode(const char *bytes, Py_ssize_t n, const char *encoding, const char *errors);
PyObject *PyUnicode_AsEncodedString(PyObject *op, const char *encoding, const char *errors);
PyObject *PyUnicode_DecodeUTF8(const char *bytes, Py_ssize_t n, const char *errors);
PyObject *PyUnicode_DecodeLatin1(const char *bytes, Py_ssize_t n, const char *errors);
PyObject *PyUnicode_DecodeASCII(const char *bytes, Py_ssize_t n, const char *errors);
PyObject *PyUnicode_AsUTF8String(PyObject *op);
PyObject *PyUnicode_AsASCIIString(PyObject *op);
PyObject *PyUnicode_AsLatin1String(PyObject *op);
#define PyUnicode_DecodeFSDefault PyUnicode_FromString
#define PyUnicode_DecodeFSDefaultAndSize PyUnicode_FromStringAndSize
#define PyUnicode_EncodeFSDefault PyUnicode_AsUTF8String
const char *PyUnicode_GetDefaultEncoding(void);
/* One character as UTF-8 (surrogates too): 1 to 4 bytes, returned. */
unsigned str_put_utf8(char *to, Py_UCS4 c);

/* --- format specs: format.c ------------------------------------------------------------------------------------------------- */

/* obj.__format__(spec) for exact int (or bool), float, str; spec is a str. */
PyObject *format_int(PyObject *obj, PyObject *spec);
PyObject *format_float(PyObject *obj, PyObject *spec);
PyObject *format_complex(PyObject *obj, PyObject *spec, double real, double imag);
PyObject *format_str(PyObject *obj, PyObject *spec);

/* --- building a str piece by piece: str_writer.c ---------------------------------------------------------------------------------- */

/*
 * Starts in the struct itself and moves to the heap when it outgrows that, so that a short text costs one allocation. Not to be
 * copied. Every function but Init returns 0, or -1 with an exception; after that only Dealloc is allowed.
 */
#define STR_WRITER_ROOM 64
typedef struct {
    PyObject *buffer; /* NULL while the text lies in `room` */
    void *data;
    unsigned kind;
    Py_UCS4 maxchar;   /* of all that was written, or 0x7f, 0xff, 0xffff, 0x10ffff in place of it */
    Py_ssize_t size;   /* characters there is room for */
    Py_ssize_t pos;    /* characters written */
    Py_ssize_t min_length;
    unsigned char overallocate; /* 1 from the start here */
    char room[STR_WRITER_ROOM];
} _PyUnicodeWriter;

void _PyUnicodeWriter_Init(_PyUnicodeWriter *w);
int _PyUnicodeWriter_Prepare(_PyUnicodeWriter *w, Py_ssize_t n, Py_UCS4 maxchar); /* room for n more, up to maxchar */
int _PyUnicodeWriter_WriteChar(_PyUnicodeWriter *w, Py_UCS4 c);
int _PyUnicodeWriter_WriteStr(_PyUnicodeWriter *w, PyObject *str);
int _PyUnicodeWriter_WriteSubstring(_PyUnicodeWriter *w, PyObject *str, Py_ssize_t start, Py_ssize_t end);
int _PyUnicodeWriter_WriteASCIIString(_PyUnicodeWriter *w, const char *ascii, Py_ssize_t n); /* n -1: strlen */
int _PyUnicodeWriter_WriteLatin1String(_PyUnicodeWriter *w, const char *latin1, Py_ssize_t n);
int str_writer_repeat(_PyUnicodeWriter *w, Py_UCS4 c, Py_ssize_t n);
int str_writer_repr(_PyUnicodeWriter *w, PyObject *op); /* repr(op) of any object, without a str in between where that is easy */
int str_writer_str(_PyUnicodeWriter *w, PyObject *op);  /* str(op) likewise */
PyObject *_PyUnicodeWriter_Finish(_PyUnicodeWriter *w); /* new reference, or NULL; the writer is empty after it */
void _PyUnicodeWriter_Dealloc(_PyUnicodeWriter *w);

/* --- characters: str_ctype.c ---------------------------------------------------------------------------------------------------- */

int _PyUnicode_IsAlpha(Py_UCS4 c);
int _PyUnicode_IsDecimalDigit(Py_UCS4 c);
int _PyUnicode_IsDigit(Py_UCS4 c);
int _PyUnicode_IsNumeric(Py_UCS4 c);
int _PyUnicode_IsWhitespace(Py_UCS4 c);
int _PyUnicode_IsLinebreak(Py_UCS4 c);
int _PyUnicode_IsUppercase(Py_UCS4 c);
int _PyUnicode_IsLowercase(Py_UCS4 c);
int _PyUnicode_IsTitlecase(Py_UCS4 c);
int _PyUnicode_IsPrintable(Py_UCS4 c);
int _PyUnicode_IsXidStart(Py_UCS4 c);
int _PyUnicode_IsXidContinue(Py_UCS4 c);
int _PyUnicode_ToDecimalDigit(Py_UCS4 c); /* -1: none */
int _PyUnicode_ToDigit(Py_UCS4 c);
Py_UCS4 _PyUnicode_ToUppercase(Py_UCS4 c);
Py_UCS4 _PyUnicode_ToLowercase(Py_UCS4 c);
Py_UCS4 _PyUnicode_ToTitlecase(Py_UCS4 c);
/* Into at most three characters: how many. */
int _PyUnicode_ToUpperFull(Py_UCS4 c, Py_UCS4 *res);
int _PyUnicode_ToLowerFull(Py_UCS4 c, Py_UCS4 *res);
int _PyUnicode_ToTitleFull(Py_UCS4 c, Py_UCS4 *res);
int _PyUnicode_ToFoldedFull(Py_UCS4 c, Py_UCS4 *res);
#define Py_UNICODE_ISSPACE _PyUnicode_IsWhitespace
#define Py_UNICODE_ISALPHA _PyUnicode_IsAlpha
#define Py_UNICODE_ISDECIMAL _PyUnicode_IsDecimalDigit
#define Py_UNICODE_ISDIGIT _PyUnicode_IsDigit
#define Py_UNICODE_ISNUMERIC _PyUnicode_IsNumeric
#define Py_UNICODE_ISPRINTABLE _PyUnicode_IsPrintable
#define Py_UNICODE_ISUPPER _PyUnicode_IsUppercase
#define Py_UNICODE_ISLOWER _PyUnicode_IsLowercase
#define Py_UNICODE_ISTITLE _PyUnicode_IsTitlecase
#define Py_UNICODE_ISLINEBREAK _PyUnicode_IsLinebreak
#define Py_UNICODE_ISALNUM(c) (_PyUnicode_IsAlpha(c) || _PyUnicode_IsNumeric(c))
#define Py_UNICODE_TOUPPER _PyUnicode_ToUppercase
#define Py_UNICODE_TOLOWER _PyUnicode_ToLowercase
#define Py_UNICODE_TOTITLE _PyUnicode_ToTitlecase
#define Py_UNICODE_TODECIMAL _PyUnicode_ToDecimalDigit
#define Py_UNICODE_TODIGIT _PyUnicode_ToDigit
#define Py_UNICODE_IS_SURROGATE(c) ((c) >= 0xd800 && (c) <= 0xdfff)
#define Py_UNICODE_REPLACEMENT_CHARACTER ((Py_UCS4)0xfffd)

/* ASCII only, whatever the locale. */
#define Py_ISDIGIT(c) ((unsigned)Py_CHARMASK(c) - '0' < 10)
#define Py_ISLOWER(c) ((unsigned)Py_CHARMASK(c) - 'a' < 26)
#define Py_ISUPPER(c) ((unsigned)Py_CHARMASK(c) - 'A' < 26)
#define Py_ISALPHA(c) (((unsigned)Py_CHARMASK(c) | 0x20) - 'a' < 26)
#define Py_ISALNUM(c) (Py_ISALPHA(c) || Py_ISDIGIT(c))
#define Py_ISXDIGIT(c) (Py_ISDIGIT(c) || ((unsigned)Py_CHARMASK(c) | 0x20) - 'a' < 6)
#define Py_ISSPACE(c) (Py_CHARMASK(c) == ' ' || (unsigned)Py_CHARMASK(c) - 9 < 5)
#define Py_TOLOWER(c) ((char)(Py_ISUPPER(c) ? (c) + 32 : (c)))
#define Py_TOUPPER(c) ((char)(Py_ISLOWER(c) ? (c) - 32 : (c)))

#endif
