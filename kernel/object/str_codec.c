/* SPDX-License-Identifier: MIT */
/*
 * kernel/object/str_codec.c -- encodings: utf-8, ascii, latin-1, utf-16, utf-32, unicode-escape, raw-unicode-escape; strict, ignore, replace, backslashreplace,
 * surrogateescape, surrogatepass, xmlcharrefreplace.
 *
 * There is no registry: what is not in these lists is a LookupError.
 */
#include "kernel/object/str_impl.h"

enum codec { UTF8, ASCII, LATIN1, UTF16, UTF16LE, UTF16BE, UTF32, UTF32LE, UTF32BE, ESCAPED, ESCAPED_RAW };
enum handler { STRICT, IGNORE, REPLACE, BACKSLASH, ESCAPE, PASS, XML, UNKNOWN };

static const char *const codec_names[] = {"utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be",
                                          "utf-32", "utf-32-le", "utf-32-be", "unicodeescape", "rawunicodeescape"};

/* Spellings, in lower case without '-', '_' and blanks. */
static const struct {
    const char *name;
    enum codec codec;
} aliases[] = {
    {"utf8", UTF8},       {"u8", UTF8},         {"cp65001", UTF8},    {"ascii", ASCII},     {"usascii", ASCII},
    {"646", ASCII},       {"latin1", LATIN1},   {"iso88591", LATIN1}, {"latin", LATIN1},    {"l1", LATIN1},
    {"8859", LATIN1},     {"utf16", UTF16},     {"u16", UTF16},       {"utf16le", UTF16LE}, {"utf16be", UTF16BE},
    {"utf32", UTF32},     {"u32", UTF32},       {"utf32le", UTF32LE}, {"utf32be", UTF32BE},
    {"unicodeescape", ESCAPED}, {"rawunicodeescape", ESCAPED_RAW},
};

/* 0, or -1 with LookupError. NULL is UTF-8. */
static int find_codec(const char *name, enum codec *codec)
{
    char plain[20];
    size_t n = 0;

    *codec = UTF8;
    if (!name)
        return 0;
    for (const char *p = name; *p && n < sizeof plain - 1; p++)
        if (*p != '-' && *p != '_' && *p != ' ')
            plain[n++] = Py_TOLOWER(*p);
    plain[n] = 0;
    for (size_t i = 0; i < Py_ARRAY_LENGTH(aliases); i++) {
        if (strcmp(aliases[i].name, plain) == 0) {
            *codec = aliases[i].codec;
            return 0;
        }
    }
    PyErr_Format(PyExc_LookupError, "unknown encoding: %s", name);
    return -1;
}

static enum handler find_handler(const char *name)
{
    static const char *const names[] = {"strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass",
                                        "xmlcharrefreplace"};
    enum handler h = STRICT;

    while (name && h < UNKNOWN && strcmp(name, names[h]))
        h++;
    return h;
}

static int unknown_handler(const char *name)
{
    PyErr_Format(PyExc_LookupError, "unknown error handler name '%.400s'", name);
    return -1;
}

/* --- decoding ---------------------------------------------------------------------------------------------------------------- */

struct decoder {
    const unsigned char *p, *end, *start;
    enum codec codec;
    enum handler handler;
    const char *errors;
    const unsigned char *odd; /* the first escape that means nothing, to warn of; or NULL */
    _PyUnicodeWriter w;
};

/* What is wrong with the n bytes at d->p. They are passed over in the way the handler says. 0 or -1. */
static int bad_bytes(struct decoder *d, Py_ssize_t n, const char *reason)
{
    const unsigned char *p = d->p;
    Py_ssize_t at = p - d->start;

    d->p += n;
    switch (d->handler) {
    case IGNORE:
        return 0;
    case REPLACE:
        return _PyUnicodeWriter_WriteChar(&d->w, 0xfffd);
    case BACKSLASH:
        for (; n--; p++) {
            char text[4] = {'\\', 'x', "0123456789abcdef"[*p >> 4], "0123456789abcdef"[*p & 15]};

            if (_PyUnicodeWriter_WriteASCIIString(&d->w, text, 4) < 0)
                return -1;
        }
        return 0;
    case ESCAPE:
        if (*p < 0x80)
            break;
        for (; n && *p >= 0x80; n--, p++)
            if (_PyUnicodeWriter_WriteChar(&d->w, 0xdc00u + *p) < 0)
                return -1;
        d->p = p;
        return 0;
    case XML:
        PyErr_SetString(PyExc_TypeError, "don't know how to handle UnicodeDecodeError in error callback");
        return -1;
    case UNKNOWN:
        return unknown_handler(d->errors);
    default:
        break;
    }
    error_decode(codec_names[d->codec], (const char *)d->start, d->end - d->start, at, at + n, reason);
    return -1;
}

/* One character of two bytes and more. */
static int decode_utf8_char(struct decoder *d)
{
    const unsigned char *p = d->p;
    unsigned lead = *p, more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
    unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    Py_UCS4 c = lead & (0x3fu >> more);

    if (!more)
        return bad_bytes(d, 1, "invalid start byte");
    if (lead == 0xed && d->handler == PASS)
        high = 0xbf;
    for (unsigned i = 1; i <= more; i++) {
        if (p + i == d->end)
            return bad_bytes(d, (Py_ssize_t)i, "unexpected end of data");
        if (p[i] < low || p[i] > high)
            return bad_bytes(d, (Py_ssize_t)i, "invalid continuation byte");
        c = c << 6 | (p[i] & 0x3f);
        low = 0x80;
        high = 0xbf;
    }
    d->p += more + 1;
    return _PyUnicodeWriter_WriteChar(&d->w, c);
}

static int decode_bytes(struct decoder *d)
{
    while (d->p < d->end) {
        const unsigned char *p = d->p;
        int err = 0;

        while (p < d->end && (*p < 0x80 || d->codec == LATIN1))
            p++;
        if (p > d->p) {
            if (d->codec == LATIN1)
                err = _PyUnicodeWriter_WriteLatin1String(&d->w, (const char *)d->p, p - d->p);
            else
                err = _PyUnicodeWriter_WriteASCIIString(&d->w, (const char *)d->p, p - d->p);
            d->p = p;
        } else {
            err = d->codec == UTF8 ? decode_utf8_char(d) : bad_bytes(d, 1, "ordinal not in range(128)");
        }
        if (err < 0)
            return -1;
    }
    return 0;
}

static Py_UCS4 unit_at(const unsigned char *p, unsigned size, int big)
{
    Py_UCS4 c = 0;

    for (unsigned i = 0; i < size; i++)
        c |= (Py_UCS4)p[i] << 8 * (big ? size - 1 - i : i);
    return c;
}

/* One character of UTF-16. */
static int decode_utf16_char(struct decoder *d, int big)
{
    Py_UCS4 c = unit_at(d->p, 2, big), second;

    if (!Py_UNICODE_IS_SURROGATE(c) || d->handler == PASS) {
        d->p += 2;
        return _PyUnicodeWriter_WriteChar(&d->w, c);
    }
    if (c >= 0xdc00)
        return bad_bytes(d, 2, "illegal encoding");
    if (d->end - d->p < 4)
        return bad_bytes(d, d->end - d->p, "unexpected end of data");
    second = unit_at(d->p + 2, 2, big);
    if (second < 0xdc00 || second > 0xdfff)
        return bad_bytes(d, 2, "illegal UTF-16 surrogate");
    d->p += 4;
    return _PyUnicodeWriter_WriteChar(&d->w, 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00));
}

static int decode_utf32_char(struct decoder *d, int big)
{
    Py_UCS4 c = unit_at(d->p, 4, big);

    if (c > 0x10ffff)
        return bad_bytes(d, 4, "code point not in range(0x110000)");
    if (Py_UNICODE_IS_SURROGATE(c) && d->handler != PASS)
        return bad_bytes(d, 4, "code point in surrogate code point range(0xd800, 0xe000)");
    d->p += 4;
    return _PyUnicodeWriter_WriteChar(&d->w, c);
}

static int decode_units(struct decoder *d)
{
    unsigned size = d->codec < UTF32 ? 2 : 4;
    int big = d->codec == UTF16BE || d->codec == UTF32BE;

    if ((d->codec == UTF16 || d->codec == UTF32) && d->end - d->p >= (Py_ssize_t)size) {
        big = unit_at(d->p, size, 1) == 0xfeff;
        if (big || unit_at(d->p, size, 0) == 0xfeff)
            d->p += size;
    }
    d->codec = (size == 2 ? UTF16LE : UTF32LE) + (unsigned)big;
    while (d->p < d->end) {
        int err;

        if (d->end - d->p < (Py_ssize_t)size)
            err = bad_bytes(d, d->end - d->p, "truncated data");
        else
            err = size == 2 ? decode_utf16_char(d, big) : decode_utf32_char(d, big);
        if (err < 0)
            return -1;
    }
    return 0;
}

/* At a backslash, behind which so many hexadecimal digits belong behind a letter. */
static int decode_hex(struct decoder *d, unsigned digits, const char *truncated)
{
    Py_UCS4 c = 0;
    unsigned n = 2;

    for (; n < digits + 2 && d->p + n < d->end && _PyLong_DigitValue(d->p[n]) < 16; n++)
        c = c << 4 | (Py_UCS4)_PyLong_DigitValue(d->p[n]);
    if (n < digits + 2)
        return bad_bytes(d, (Py_ssize_t)n, truncated);
    if (c > 0x10ffff)
        return bad_bytes(d, (Py_ssize_t)n, d->codec == ESCAPED ? "illegal Unicode character" : "\\Uxxxxxxxx out of range");
    d->p += n;
    return _PyUnicodeWriter_WriteChar(&d->w, c);
}

static int decode_octal(struct decoder *d)
{
    Py_UCS4 c = 0;
    unsigned n = 1;

    for (; n < 4 && d->p + n < d->end && d->p[n] >= '0' && d->p[n] <= '7'; n++)
        c = c << 3 | (d->p[n] - (Py_UCS4)'0');
    if (c > 0377 && !d->odd)
        d->odd = d->p;
    d->p += n;
    return _PyUnicodeWriter_WriteChar(&d->w, c);
}

/* \N{NAME}: there is no table of names. */
static int decode_named(struct decoder *d)
{
    int open = d->p + 2 < d->end && d->p[2] == '{';
    const unsigned char *close = open ? memchr(d->p + 3, '}', (size_t)(d->end - d->p - 3)) : NULL;

    if (close && close > d->p + 3)
        return bad_bytes(d, close + 1 - d->p, "unknown Unicode character name");
    return bad_bytes(d, close ? close + 1 - d->p : open ? d->end - d->p : 2, "malformed \\N character escape");
}

/* At a backslash that something follows. */
static int decode_escape(struct decoder *d)
{
    static const char plain[] = "\\'\"abfnrtv", meaning[] = "\\'\"\a\b\f\n\r\t\v";
    unsigned c = d->p[1];
    const char *known = c && d->codec == ESCAPED ? strchr(plain, (int)c) : NULL;

    if (c == 'u')
        return decode_hex(d, 4, "truncated \\uXXXX escape");
    if (c == 'U')
        return decode_hex(d, 8, "truncated \\UXXXXXXXX escape");
    if (d->codec == ESCAPED && c == 'x')
        return decode_hex(d, 2, "truncated \\xXX escape");
    if (d->codec == ESCAPED && c == 'N')
        return decode_named(d);
    if (d->codec == ESCAPED && c >= '0' && c <= '7')
        return decode_octal(d);
    d->p += 2;
    if (known)
        return _PyUnicodeWriter_WriteChar(&d->w, (Py_UCS4)meaning[known - plain]);
    if (d->codec == ESCAPED && c == '\n')
        return 0;
    if (d->codec == ESCAPED && c < 0x80 && !d->odd)
        d->odd = d->p - 2;
    return _PyUnicodeWriter_WriteChar(&d->w, '\\') < 0 ? -1 : _PyUnicodeWriter_WriteChar(&d->w, c);
}

static int decode_escapes(struct decoder *d)
{
    int err = 0;

    while (d->p < d->end && err == 0) {
        if (*d->p != '\\')
            err = _PyUnicodeWriter_WriteChar(&d->w, *d->p++);
        else if (d->p + 1 < d->end)
            err = decode_escape(d);
        else if (d->codec == ESCAPED)
            err = bad_bytes(d, 1, "\\ at end of string");
        else
            err = _PyUnicodeWriter_WriteChar(&d->w, *d->p++);
    }
    if (err < 0 || !d->odd)
        return err;
    if (d->odd[1] >= '4' && d->odd[1] <= '7')
        return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "invalid octal escape sequence '%.4s'", (const char *)d->odd);
    return PyErr_WarnFormat(PyExc_DeprecationWarning, 1, "invalid escape sequence '%.2s'", (const char *)d->odd);
}

static PyObject *decode(const char *bytes, Py_ssize_t n, enum codec codec, const char *errors)
{
    const unsigned char *p = (const unsigned char *)bytes;
    struct decoder d = {.p = p, .end = p + n, .start = p, .codec = codec, .handler = find_handler(errors), .errors = errors};

    if (codec <= LATIN1 && text_max(text_of_bytes(bytes, n)) == 0x7f)
        return _PyUnicode_FromASCII(bytes, n);
    _PyUnicodeWriter_Init(&d.w);
    if ((codec <= LATIN1 ? decode_bytes(&d) : codec >= ESCAPED ? decode_escapes(&d) : decode_units(&d)) < 0) {
        _PyUnicodeWriter_Dealloc(&d.w);
        return NULL;
    }
    return _PyUnicodeWriter_Finish(&d.w);
}

PyObject *PyUnicode_Decode(const char *bytes, Py_ssize_t n, const char *encoding, const char *errors)
{
    enum codec codec;

    return find_codec(encoding, &codec) < 0 ? NULL : decode(bytes, n, codec, errors);
}

PyObject *PyUnicode_DecodeUTF8(const char *bytes, Py_ssize_t n, const char *errors)
{
    return decode(bytes, n, UTF8, errors);
}

PyObject *PyUnicode_DecodeLatin1(const char *bytes, Py_ssize_t n, const char *errors)
{
    return decode(bytes, n, LATIN1, errors);
}

PyObject *PyUnicode_DecodeASCII(const char *bytes, Py_ssize_t n, const char *errors)
{
    return decode(bytes, n, ASCII, errors);
}

PyObject *PyUnicode_FromEncodedObject(PyObject *op, const char *encoding, const char *errors)
{
    Py_buffer view;
    PyObject *str;

    if (PyUnicode_Check(op)) {
        PyErr_SetString(PyExc_TypeError, "decoding str is not supported");
        return NULL;
    }
    if (PyBytes_Check(op))
        return PyUnicode_Decode(PyBytes_AS_STRING(op), Py_SIZE(op), encoding, errors);
    if (!PyObject_CheckBuffer(op))
        return PyErr_Format(PyExc_TypeError, "decoding to str: need a bytes-like object, %.80s found", Py_TYPE(op)->tp_name);
    if (PyObject_GetBuffer(op, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    str = PyUnicode_Decode(view.buf, view.len, encoding, errors);
    PyBuffer_Release(&view);
    return str;
}

/* --- encoding ---------------------------------------------------------------------------------------------------------------- */

unsigned str_put_utf8(char *to, Py_UCS4 c)
{
    unsigned more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

    if (!more) {
        *to = (char)c;
        return 1;
    }
    to[0] = (char)(0xff00u >> (more + 1) | c >> 6 * more);
    for (unsigned i = 1; i <= more; i++)
        to[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3f));
    return more + 1;
}

struct encoder {
    PyObject *str;
    struct text t;
    enum codec codec;
    enum handler handler;
    const char *errors;
    char *to; /* NULL: only count */
    size_t size;
};

static void put_byte(struct encoder *e, unsigned byte)
{
    if (e->to)
        e->to[e->size] = (char)byte;
    e->size++;
}

static void put_unit(struct encoder *e, Py_UCS4 c)
{
    unsigned size = e->codec < UTF32 ? 2 : 4;
    int big = e->codec == UTF16BE || e->codec == UTF32BE;

    for (unsigned i = 0; i < size; i++)
        put_byte(e, c >> 8 * (big ? size - 1 - i : i) & 0xff);
}

/* Whether the encoding has c. */
static int encodable(const struct encoder *e, Py_UCS4 c)
{
    if (e->codec == ASCII || e->codec == LATIN1)
        return c < (e->codec == ASCII ? 0x80u : 0x100u);
    return !Py_UNICODE_IS_SURROGATE(c) || e->handler == PASS;
}

static void put_char(struct encoder *e, Py_UCS4 c)
{
    char utf8[4];
    unsigned n;

    if (e->codec == ASCII || e->codec == LATIN1 || e->codec >= ESCAPED) {
        put_byte(e, c);
    } else if (e->codec == UTF8) {
        n = str_put_utf8(utf8, c);
        for (unsigned i = 0; i < n; i++)
            put_byte(e, (unsigned char)utf8[i]);
    } else if (c >= 0x10000 && e->codec < UTF32) {
        put_unit(e, 0xd800 + ((c - 0x10000) >> 10));
        put_unit(e, 0xdc00 + (c & 0x3ff));
    } else {
        put_unit(e, c);
    }
}

static void put_text(struct encoder *e, const char *text)
{
    while (*text)
        put_char(e, (unsigned char)*text++);
}

/* \xe9, \u20ac or \U0001f600. */
static void put_backslash(struct encoder *e, Py_UCS4 c)
{
    unsigned digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;

    put_char(e, '\\');
    put_char(e, digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    while (digits--)
        put_char(e, (unsigned char)"0123456789abcdef"[c >> 4 * digits & 15]);
}

static void put_escaped(struct encoder *e, Py_UCS4 c)
{
    static const char plain[] = "\\\n\r\t", letter[] = "\\nrt";
    const char *known = c && c < 0x80 ? strchr(plain, (int)c) : NULL;

    if (e->codec == ESCAPED_RAW ? c < 0x100 : c >= 0x20 && c < 0x7f && c != '\\') {
        put_byte(e, c);
    } else if (e->codec == ESCAPED && known) {
        put_byte(e, '\\');
        put_byte(e, (unsigned char)letter[known - plain]);
    } else {
        put_backslash(e, c);
    }
}

/* Strict's answer to the characters from i on that cannot be encoded: always -1. UTF-16 and UTF-32 name the first only. */
static int refuse(struct encoder *e, Py_ssize_t i)
{
    Py_ssize_t end = i + 1;

    while (e->codec <= LATIN1 && end < e->t.n && !encodable(e, text_at(e->t, end)))
        end++;
    error_encode(codec_names[e->codec], e->str, i, end,
                 e->codec == ASCII    ? "ordinal not in range(128)"
                 : e->codec == LATIN1 ? "ordinal not in range(256)"
                                      : "surrogates not allowed");
    return -1;
}

/* The i-th character cannot be encoded. 0 or -1. */
static int bad_char(struct encoder *e, Py_ssize_t i)
{
    Py_UCS4 c = text_at(e->t, i);
    char text[12];
    unsigned n = 0;

    switch (e->handler) {
    case IGNORE:
        return 0;
    case REPLACE:
        put_char(e, '?');
        return 0;
    case BACKSLASH:
        put_backslash(e, c);
        return 0;
    case XML:
        text[sizeof text - 1] = 0;
        do {
            text[sizeof text - 2 - n++] = (char)('0' + c % 10);
            c /= 10;
        } while (c);
        put_text(e, "&#");
        put_text(e, text + sizeof text - 1 - n);
        put_char(e, ';');
        return 0;
    case ESCAPE:
        if (c < 0xdc80 || c > 0xdcff)
            return refuse(e, i);
        put_byte(e, c - 0xdc00);
        return 0;
    case UNKNOWN:
        return unknown_handler(e->errors);
    default:
        return refuse(e, i);
    }
}

/* Counts, or writes when e->to is set. 0 or -1. */
static int encode_all(struct encoder *e)
{
    e->size = 0;
    if (e->codec == UTF16 || e->codec == UTF32)
        put_unit(e, 0xfeff);
    for (Py_ssize_t i = 0; i < e->t.n; i++) {
        Py_UCS4 c = text_at(e->t, i);

        if (e->codec >= ESCAPED)
            put_escaped(e, c);
        else if (encodable(e, c))
            put_char(e, c);
        else if (bad_char(e, i) < 0)
            return -1;
    }
    return 0;
}

static PyObject *encode(PyObject *str, enum codec codec, const char *errors)
{
    struct encoder e = {.str = str, .t = text_of(str), .codec = codec, .handler = find_handler(errors), .errors = errors};
    PyObject *bytes;

    if ((codec <= LATIN1 && PyUnicode_IS_ASCII(str)) || (codec == LATIN1 && e.t.kind == 1))
        return PyBytes_FromStringAndSize(e.t.data, e.t.n);
    if (encode_all(&e) < 0)
        return NULL;
    if (e.size > (size_t)PY_SSIZE_T_MAX)
        return PyErr_NoMemory();
    bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)e.size);
    if (bytes && e.size) {
        e.to = PyBytes_AS_STRING(bytes);
        encode_all(&e);
    }
    return bytes;
}

PyObject *PyUnicode_AsEncodedString(PyObject *op, const char *encoding, const char *errors)
{
    enum codec codec;

    if (!PyUnicode_Check(op)) {
        PyErr_BadArgument();
        return NULL;
    }
    return find_codec(encoding, &codec) < 0 ? NULL : encode(op, codec, errors);
}

PyObject *PyUnicode_AsUTF8String(PyObject *op)
{
    return encode(op, UTF8, NULL);
}

PyObject *PyUnicode_AsASCIIString(PyObject *op)
{
    return encode(op, ASCII, NULL);
}

PyObject *PyUnicode_AsLatin1String(PyObject *op)
{
    return encode(op, LATIN1, NULL);
}

const char *PyUnicode_GetDefaultEncoding(void)
{
    return "utf-8";
}

/* ASCII is its own UTF-8; for the rest a copy is kept with the str. */
const char *PyUnicode_AsUTF8AndSize(PyObject *op, Py_ssize_t *n)
{
    PyCompactUnicodeObject *u = (PyCompactUnicodeObject *)op;
    struct encoder e = {.str = op, .codec = UTF8};

    if (!PyUnicode_Check(op)) {
        PyErr_BadArgument();
        return NULL;
    }
    if (PyUnicode_IS_ASCII(op)) {
        if (n)
            *n = STR_LENGTH(op);
        return PyUnicode_DATA(op);
    }
    if (!u->utf8) {
        e.t = text_of(op);
        if (encode_all(&e) < 0)
            return NULL;
        e.to = PyMem_Malloc(e.size + 1);
        if (!e.to) {
            PyErr_NoMemory();
            return NULL;
        }
        encode_all(&e);
        e.to[e.size] = 0;
        u->utf8 = e.to;
        u->utf8_length = (Py_ssize_t)e.size;
    }
    if (n)
        *n = u->utf8_length;
    return u->utf8;
}

const char *PyUnicode_AsUTF8(PyObject *op)
{
    return PyUnicode_AsUTF8AndSize(op, NULL);
}

PyObject *str_encode(PyObject *self, PyObject *const *args, Py_ssize_t n, PyObject *kwnames)
{
    static const char *const keywords[] = {"encoding", "errors", NULL};
    static const _PyArg_Parser parser = {NULL, keywords, "encode"};
    const char *names[2] = {NULL, NULL};
    PyObject *buf[2];

    args = PyArg_UnpackKeywords_const(args, n, NULL, kwnames, &parser, 0, 2, 0, buf);
    if (!args)
        return NULL;
    for (int i = 0; i < 2; i++) {
        if (!args[i])
            continue;
        if (!PyUnicode_Check(args[i])) {
            _PyArg_BadArgument("encode", i ? "argument 'errors'" : "argument 'encoding'", "str", args[i]);
            return NULL;
        }
        names[i] = PyUnicode_AsUTF8(args[i]);
        if (!names[i])
            return NULL;
    }
    return PyUnicode_AsEncodedString(self, names[0], names[1]);
}
