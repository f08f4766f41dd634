"""Follows lsms.downloads:  python3 lsms_downloads.py BROKERS REGISTRY_URL STATE_FILE
Needs confluent-kafka and fastavro. With LNP_TOKEN it acknowledges too, else it only reads. Ends with 1 when a number is missing.
"""
import io, json, os, struct, sys, urllib.request
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaException, TopicPartition
from fastavro import parse_schema, schemaless_reader

BROKERS, REGISTRY, STATE = sys.argv[1:4]
TOKEN = os.environ.get("LNP_TOKEN")
schemas = {}

def call(path, body=None):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(REGISTRY + path, data, headers), timeout=10) as answer:
        return json.load(answer)

def decode(value):
    magic, schema_id = struct.unpack(">bI", value[:5])
    if magic != 0: sys.exit("not in the wire format")
    if schema_id not in schemas:  # an id never changes its meaning: asked for once
        schemas[schema_id] = parse_schema(json.loads(call(f"/schemas/ids/{schema_id}")["schema"]))
    return schemas[schema_id]["name"], schemaless_reader(io.BytesIO(value[5:]), schemas[schema_id])

def apply(number, kind, data):
    """Your table. Gives a code to refuse the download with, None when it is applied. Kinds you do not know count as applied."""
    print(json.dumps({"number": number, "kind": kind, **data}, default=str), flush=True)

def save(own):  # in an LSMS: in one transaction with the table
    with open(STATE + ".new", "w") as file: json.dump(own, file)
    os.replace(STATE + ".new", STATE)

own = {"number": 0, "offset": OFFSET_BEGINNING, "refused": []}
if os.path.exists(STATE):
    with open(STATE) as file: own = json.load(file)
acknowledged = call("/v1/lsms/position")["acknowledgedThrough"] if TOKEN else None
consumer = Consumer({"bootstrap.servers": BROKERS, "group.id": "none", "enable.auto.commit": False,
                     "auto.offset.reset": "earliest"})  # a saved offset that is no longer kept shows as a missing number
consumer.assign([TopicPartition("lsms.downloads", 0, own["offset"])])
jump = None
while jump is None:
    for record in consumer.consume(500, timeout=0.5):
        if record.error(): raise KafkaException(record.error())
        number = int(dict(record.headers())["number"])
        if number > own["number"] + 1:
            jump = number
            break
        if number == own["number"] + 1:  # what is not above one's own number is a repeat
            code = apply(number, *decode(record.value()))
            own["refused"] += [{"number": number, "code": code}] if code else []
            own.update(number=number, offset=record.offset() + 1)
    own["refused"] = [one for one in own["refused"] if TOKEN and one["number"] > acknowledged]
    save(own)
    if TOKEN and own["number"] > acknowledged:
        interval = {"after": acknowledged, "through": own["number"], "refused": own["refused"]}
        acknowledged = call("/v1/lsms/acknowledgements", interval)["acknowledgedThrough"]
sys.exit(f"download {jump} follows {own['number']}: nothing more is applied; load a bulk file")
