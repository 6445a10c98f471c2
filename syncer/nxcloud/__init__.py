"""The NxCloud template API as a library.

    from syncer.config import Secret
    from syncer.nxcloud.client import Client, Credentials, Sender
    from syncer.nxcloud.transport import http_client

    with http_client() as http:
        client = Client(
            Sender("https://api.nxcloud.com", "8615800001111", tenant_id=1),
            Credentials(Secret("key"), Secret("secret")),
            http,
        )
        for page in client.pages():
            for row in page.rows:
                print(row.id, row.name, row.language)

`client` has the seven endpoints, `identity` who calls them, `signature` signs, `transport` is the
way to the network, `envelope` and `codes` tell answers from errors, `decode` turns JSON into
`answers`, and `payload` and `wire` translate between `syncer.model` and what NxCloud writes and
reads. httpx is known to this package alone.
"""
