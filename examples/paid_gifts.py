"""Prints a line for each gift that was paid, in any language that is not the platform's own.

It hears what every process of the platform hears, from NATS, with nothing but Python: facts as
CloudEvents in `bojagi-order`, shaped as docs/contracts.json says; the fields that it needs are listed in
paid_gifts.needs.json. It reads from the first fact on, so it may be started late, twice, or again.

    python3 examples/paid_gifts.py nats://127.0.0.1:4222 docs/contracts.json
"""

import json
import socket
import sys
from urllib.parse import urlsplit

STREAM = "bojagi-order"
FACT = "order.paid"
INBOX = "bojagi.example.inbox"


def main(url: str, contracts_file: str) -> None:
    with open(contracts_file, encoding="utf-8") as file:
        contract = json.load(file)["messages"][FACT]
    reached: dict[int, int] = {}
    for event in events(url):
        slot, position = event["slot"], int(event["sequence"])
        if position <= reached.get(slot, 0):
            continue  # Heard before: positions in a slot are dense, and only grow.
        reached[slot] = position
        if event["type"] != FACT:
            continue
        check(event, contract)
        if event["data"]["serviceType"] == "GIFT":
            print(line_of(event), flush=True)


def check(event: dict, contract: dict) -> None:
    """A fact of another version, or without what its contract promises, is none to go on with."""
    if event["typeversion"] != contract["version"]:
        raise SystemExit(f"{FACT} has version {event['typeversion']} here")
    missing = set(contract["shape"]["required"]) - set(event["data"])
    if missing:
        raise SystemExit(f"{FACT} lacks {', '.join(sorted(missing))}")


def line_of(event: dict) -> str:
    data = event["data"]
    return json.dumps({"orderId": data["orderId"], "paid": int(data["payableAmountMinor"])})


def events(url: str):
    """Every event of the stream, for ever: a consumer of JetStream that pushes to an inbox of ours."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port or 4222)) as connection:
        lines = connection.makefile("rb")
        lines.readline()  # What the server says of itself.
        login = {"verbose": False, "user": place.username, "pass": place.password}
        send(connection, f"CONNECT {json.dumps(login)}")
        send(connection, f"SUB {INBOX} 1")
        consumer = {"deliver_subject": INBOX, "deliver_policy": "all", "ack_policy": "none"}
        publish(
            connection,
            f"$JS.API.CONSUMER.CREATE.{STREAM}",
            json.dumps({"stream_name": STREAM, "config": consumer}),
        )
        while line := lines.readline():
            verb, *fields = line.decode().split()
            if verb == "PING":
                send(connection, "PONG")
            elif verb in ("MSG", "HMSG"):
                headers = int(fields[-2]) if verb == "HMSG" else 0
                body = lines.read(int(fields[-1]))[headers:]
                lines.readline()
                if body:
                    yield from json.loads(body)


def send(connection: socket.socket, line: str) -> None:
    connection.sendall(f"{line}\r\n".encode())


def publish(connection: socket.socket, subject: str, body: str) -> None:
    send(connection, f"PUB {subject} {len(body.encode())}\r\n{body}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
