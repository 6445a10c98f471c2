from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.base_url import is_safe_base_url


@pytest.mark.parametrize(
    "url",
    [
        "https://api.nxcloud.com",
        "HTTPS://api.nxcloud.com/path",
        "https://10.0.0.1:8443",
        "http://localhost",
        "HTTP://LocalHost:8080/",
        "http://127.0.0.1",
        "http://127.0.0.1:65535/path/of/it",
        "http://127.255.255.254:1",
        "http://[::1]:8080",
    ],
)
def test_https_and_the_loopback_addresses_are_safe(url: str) -> None:
    assert is_safe_base_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.nxcloud.com",
        "https://",
        "http://api.nxcloud.com",
        "HTTP://api.nxcloud.com",
        "ftp://localhost",
        "//localhost",
        "http:/localhost",
        "http://",
        "http://0.0.0.0",
        "http://10.0.0.1",
        "http://[::2]",
        "http://[::ffff:8.8.8.8]",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not is_safe_base_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost.evil.example",
        "http://localhost-evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1:80@evil.example",
        "http://localhost:pass@evil.example/",
        "http://127.0.0.1\\@evil.example",
        "http://127.0.0.1/\\@evil.example",
        "http://127.0.0.1/@evil.example",
        "http://evil.example\\@127.0.0.1",
        "http://evil.example#@127.0.0.1",
        "http://evil.example?@127.0.0.1",
        "http://127.0.0.1?@evil.example",
        "http://127.0.0.1#@evil.example",
        "http://127.0.0.1:",
        "http://127.0.0.256",
        "http://127.0.0.01.evil.example",
        "http://127.0.0.1\n",
        "http://127.0.0.1\n.evil.example",
        "http://127.0.0.1\t.evil.example",
        " http://127.0.0.1",
        "http://localho\u017ft",
        "http\u017f://api.nxcloud.com",
        "http://\u0661\u0662\u0667.0.0.1",
        "http://[::1].evil.example",
        "http://[::1%25eth0]",
    ],
)
def test_what_only_looks_like_this_machine_or_like_https_is_not_safe(url: str) -> None:
    assert not is_safe_base_url(url)


@given(st.from_regex(r"(?i)http://(127\.0\.0\.1|localhost|\[::1\])[^/:]\S{0,20}", fullmatch=True))
def test_nothing_but_a_port_or_a_path_may_follow_the_address(url: str) -> None:
    assert not is_safe_base_url(url) or url[16:17].isdigit()
