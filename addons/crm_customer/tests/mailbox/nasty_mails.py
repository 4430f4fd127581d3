"""Raw mails as they really come, and worse: name -> bytes with ``{address}`` to fill in."""

HEAD = (
    b"From: seller@company.example\r\nTo: wang@acme.example\r\nDelivered-To: {address}\r\n"
    b"Message-Id: <nasty@company.example>\r\n"
)
MIXED = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n'


def _body(text, charset, declared=None):
    kind = f"Content-Type: text/plain; charset={declared or charset}\r\n\r\n".encode()
    return HEAD + b"Subject: Test\r\n" + kind + text.encode(charset)


NASTY = {
    "gb18030 called gb2312": _body("朱镕基先生，价格是一百元。", "gb18030", "gb2312"),
    "big5": _body("請問價格", "big5"),
    "no charset": HEAD + "Subject: 价格\r\n\r\n价格是一百元".encode("gb18030"),
    "unknown charset": _body("价格", "utf-8", "x-nonsense-99"),
    "wrong charset": _body("价格", "gb18030", "utf-8"),
    "8-bit subject": HEAD + "Subject: 关于价格\r\n\r\nHi".encode("gb18030"),
    "split word": HEAD + b"Subject: =?gb2312?B?vNu48bE=?=\r\n =?gb2312?B?7Q==?=\r\n\r\nHi",
    "bad base64 word": HEAD + b"Subject: =?utf-8?B?!!!notbase64?=\r\n\r\nHi",
    "no end of the boundary": HEAD + MIXED + b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nHi",
    "boundary never comes": HEAD + MIXED + b"\r\nHi there",
    "bad base64 body": HEAD
    + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n***\xff\xfe",
    "unknown encoding": HEAD + b"Content-Transfer-Encoding: x-rot13\r\n\r\nHi",
    "nul bytes": HEAD + b"Subject: a\x00b\r\n\r\nHi\x00there",
    "no body": HEAD,
    "headers only with junk": HEAD + b"this is no header\r\nSubject: late\r\n\r\nHi",
    "bad date": HEAD + b"Date: Mon, 99 Foo 20266 99:99:99 +9999\r\n\r\nHi",
    "bad content type": HEAD + b"Content-Type: ;;;=\r\n\r\nHi",
    "name in rfc2231 of no charset": HEAD
    + MIXED
    + b"\r\n--b\r\nContent-Disposition: attachment; filename*=x-none''%b1%a8.pdf\r\n\r\nx\r\n--b--",
    "path as file name": HEAD
    + MIXED
    + b'\r\n--b\r\nContent-Disposition: attachment; filename="../../etc/passwd"\r\n\r\nx\r\n--b--',
    "script in html": HEAD
    + b"Content-Type: text/html\r\n\r\n<p>Hi<script>alert(1)</script><img src=x onerror=alert(1)>",
    "empty html": HEAD + b"Content-Type: text/html\r\n\r\n",
    "deep nesting": HEAD
    + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth)
        for depth in range(60)
    ),
    "attached mail without anything": HEAD
    + MIXED
    + b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\r\n--b--",
    "encoded attached mail": HEAD
    + MIXED
    + b"\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"RnJvbTogYQ==\r\n--b--",
    "a thousand recipients": HEAD.replace(
        b"wang@acme.example",
        b"wang@acme.example, " + b", ".join(b"x%d@many.example" % n for n in range(1000)),
    )
    + b"\r\nHi",
    "long line": HEAD + b"Subject: " + b"x" * 100_000 + b"\r\n\r\n" + b"y" * 300_000,
    "surrogates": HEAD + "Subject: \ud800\r\n\r\n\ud800".encode("utf-8", "surrogatepass"),
}
