"""What the group robots of WeCom, DingTalk and Feishu want, and what they answer.

Each function returns the URL and the JSON body of one message. ``lines`` are (text, link)
pairs, the link may be empty; ``now`` is in seconds since 1970. Formats and signatures:

- WeCom: developer.work.weixin.qq.com/document/path/91770 (the key stands in the URL)
- DingTalk: open.dingtalk.com/document/robots/customize-robot-security-settings
- Feishu: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
"""

import base64
import hashlib
import hmac
import json
from urllib.parse import quote_plus

#: WeCom takes 4096 bytes of Markdown, the others more
MOST_BYTES = 3800
MOST_LINES = 20
#: codes of "too often", which a later attempt mends
TOO_OFTEN = {"wecom": {45009}, "dingtalk": {130101, 410100}, "feishu": {9499, 11232}}


def fit(lines, most_bytes=MOST_BYTES, most_lines=MOST_LINES):
    """Return how many of ``lines`` go into one message; at least one."""
    size = 0
    for number, (text, link) in enumerate(lines[:most_lines]):
        size += len(f"- [{text}]({link})\n".encode())
        if size > most_bytes and number:
            return number
    return min(len(lines), most_lines)


def wecom(url, _secret, title, lines, _now):
    content = f"**{_plain(title)}**\n{_markdown(lines)}"
    return url, {"msgtype": "markdown", "markdown": {"content": content}}


def dingtalk(url, secret, title, lines, now):
    if secret:
        timestamp = str(int(now * 1000))
        mark = "&" if "?" in url else "?"
        url += f"{mark}timestamp={timestamp}&sign={dingtalk_sign(secret, timestamp)}"
    text = f"#### {_plain(title)}\n{_markdown(lines)}"
    return url, {"msgtype": "markdown", "markdown": {"title": title, "text": text}}


def feishu(url, secret, title, lines, now):
    content = [
        [{"tag": "a", "text": text, "href": link} if link else {"tag": "text", "text": text}]
        for text, link in lines
    ]
    body = {
        "msg_type": "post",
        "content": {"post": {"zh_cn": {"title": title, "content": content}}},
    }
    if secret:
        timestamp = str(int(now))
        body |= {"timestamp": timestamp, "sign": feishu_sign(secret, timestamp)}
    return url, body


ROBOTS = {"wecom": wecom, "dingtalk": dingtalk, "feishu": feishu}


def dingtalk_sign(secret, timestamp):
    """Return the signature as it stands in the URL; ``timestamp`` in milliseconds, as text."""
    message = f"{timestamp}\n{secret}".encode()
    digest = hmac.new(secret.encode(), message, hashlib.sha256).digest()
    return quote_plus(base64.b64encode(digest))


def feishu_sign(secret, timestamp):
    """Return the signature as it stands in the body; the key is the text, the message empty."""
    key = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.new(key, b"", hashlib.sha256).digest()).decode()


def read_answer(kind, text):
    """Return (code, words) of what a robot answered with status 200; code 0 means taken.

    A code of None means that it was no answer of such a robot.
    """
    try:
        answer = json.loads(text)
        code = answer.get("code", answer.get("StatusCode"))
        code = answer["errcode"] if kind != "feishu" else code
        words = answer.get("errmsg" if kind != "feishu" else "msg") or ""
        return int(code), str(words)[:200]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None, ""


def _markdown(lines):
    return "\n".join(
        f"- [{_plain(text)}]({link})" if link else f"- {_plain(text)}" for text, link in lines
    )


def _plain(text):
    """Take the marks out that would be read as a link, a colour or a mention."""
    return "".join(" " if mark in "[]()<>*`@\n\r" else mark for mark in text)
