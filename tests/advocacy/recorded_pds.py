"""A server of the AT Protocol as far as one expert's posts need it, answering as its lexicons say. The real one is in
tests/counterparts/atproto_network.py; this one is quick, and misbehaves when it is told to."""

from typing import Any

from tests.counterparts.recorded_network import Answer, Asked, RecordedNetwork

DID, HANDLE, PASSWORD = "did:plc:nadia", "nadia.example", "abcd-efgh-ijkl-mnop"


class RecordedPds:
    def __init__(self, network: RecordedNetwork):
        self.network, self.records, self.counts = network, {}, {}
        self.records: dict[str, Any] = {}
        self.counts: dict[str, int] = {"replyCount": 2, "likeCount": 5, "repostCount": 1}
        self.is_known = True  # the account is accepted
        self.did = DID
        for verb, method, answer in (
            ("POST", "com.atproto.server.createSession", self.sign_in),
            ("POST", "com.atproto.server.refreshSession", self.refresh),
            ("POST", "com.atproto.repo.putRecord", self.put),
            ("GET", "com.atproto.repo.getRecord", self.get),
            ("GET", "app.bsky.feed.getPosts", self.posts),
        ):
            network.on(verb, f"/xrpc/{method}", answer)

    @property
    def settings(self) -> dict[str, str]:
        return {"server": self.network.url, "handle": HANDLE}

    def texts(self) -> list[str]:
        return [one["text"] for one in self.records.values()]

    def sign_in(self, asked: Asked) -> Answer:
        if asked.body["password"] != PASSWORD or not self.is_known:
            return 401, {}, {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
        return 200, {}, {"did": self.did, "handle": HANDLE, "accessJwt": "access", "refreshJwt": "refresh"}

    def refresh(self, asked: Asked) -> Answer:
        return 400, {}, {"error": "ExpiredToken", "message": "Token has expired"}

    def put(self, asked: Asked) -> Answer:
        if not self.is_known:
            return 401, {}, {"error": "AuthMissing", "message": "Authentication Required"}
        place = asked.body["rkey"]
        if place in self.records:
            return 400, {}, {"error": "InvalidSwap", "message": "Record was at another place"}
        self.records[place] = asked.body["record"]
        return 200, {}, {"uri": f"at://{DID}/app.bsky.feed.post/{place}", "cid": "bafy"}

    def get(self, asked: Asked) -> Answer:
        found = self.records.get(asked.query["rkey"])
        if found is None:
            return 400, {}, {"error": "RecordNotFound", "message": "Could not locate record"}
        return 200, {}, {"uri": "at://x", "cid": "bafy", "value": found}

    def posts(self, asked: Asked) -> Answer:
        place = asked.query["uris"].rpartition("/")[2]
        return 200, {}, {"posts": [{"uri": asked.query["uris"], **self.counts}] if place in self.records else []}
