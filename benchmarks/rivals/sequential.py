"""The job as most people write it first: list, read each template, write what differs.

One call after the other, on one connection. Its only argument is the file of what should be.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import httpx
import yaml
from signing import signed_headers
from written import as_written

TENANT = {"tenant_id": os.environ["NXCLOUD_TENANT_ID"]}
PATH = f"/saas/wa/template/{os.environ['NXCLOUD_PHONE']}"


def main(file: str) -> None:
    """Makes the account what the file says."""
    wanted = yaml.load(Path(file).read_bytes(), yaml.CSafeLoader)
    desired = {(one["name"], one["language"]): one for one in wanted}
    with httpx.Client(base_url=os.environ["NXCLOUD_BASE_URL"]) as http:
        for row in rows(http):
            detail = read(http, f"{PATH}/{row['id']}")
            body = desired[row["name"], row["language"]]
            if as_written(detail) != body:
                write(http, {"id": row["id"], "tenant_id": int(TENANT["tenant_id"]), **body})
                print("updated", row["name"], row["language"])


def rows(http: httpx.Client) -> list[dict]:
    """All rows of the list."""
    found, number, more = [], 1, True
    while more:
        page = read(http, PATH, page_number=number, page_size=100)
        found += page["list"]
        number, more = number + 1, page["has_next_page"]
    return found


def read(http: httpx.Client, path: str, **query: object) -> dict:
    """The data that a GET answers."""
    return data_of(http.get(path, params={**TENANT, **query}, headers=signed_headers()))


def write(http: httpx.Client, body: dict) -> None:
    """Updates a template."""
    text = json.dumps(body)
    data_of(http.put(PATH, content=text, headers=signed_headers(text)))


def data_of(response: httpx.Response) -> dict:
    """The data of an answer; it ends the run if that is a refusal."""
    answer = response.raise_for_status().json()
    if answer["code"] != 0:
        raise SystemExit(f"{answer['code']} {answer['message']}")
    return answer["data"]


main(sys.argv[1])
