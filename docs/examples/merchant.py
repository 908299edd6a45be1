"""A merchant with AssetPay deposits and withdrawals. Python 3.9 or newer, nothing to install."""
import hashlib, hmac, json, os, sqlite3, threading, urllib.error, urllib.request
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET, POLICY = os.environ["ASSETPAY_API_SECRET"].encode(), os.environ.get("CREDIT_POLICY", "completed")
assert POLICY in ("completed", "instant"), "set CREDIT_POLICY to completed or instant"
db = sqlite3.connect(":memory:", check_same_thread=False)  # a real merchant names a file here, or another database
db.execute("CREATE TABLE entry (trade, effect, steam_id, cents, PRIMARY KEY (trade, effect))")
orders, turn = {}, threading.RLock()  # the threads share one connection, so they take turns

def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
    if value is None or isinstance(value, (bool, str)): return json.dumps(value, ensure_ascii=False)
    x = float(value) or 0.0
    plain = x == 0 or 1e-6 <= abs(x) < 1e21
    return format(Decimal(repr(x)), "f").removesuffix(".0") if plain else repr(x).replace("e-0", "e-")

def total(column, value):
    with turn: return db.execute(f"SELECT COALESCE(SUM(cents), 0) FROM entry WHERE {column} = ?", (value,)).fetchone()[0]
def claim(trade, effect, cents):  # each effect happens once, whatever comes first or twice: the primary key sees to that
    db.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?)", (trade["id"], effect, trade["clientSteamID"], cents))
def failed(trade): return trade["status"] in ("REVERTED", "FAILED", "CANCELED", "DECLINED")

def book_deposit(trade):
    if trade["status"] in ("HOLD", "COMPLETED"):  # the callback about the hold may come later or never
        claim(trade, "hold", round((trade.get("preCredit") or 0) * 100) if POLICY == "instant" else 0)
    if trade["status"] == "COMPLETED":
        claim(trade, "rest", round(trade["totalPrice"] * 100) - total("trade", trade["id"]))
    if failed(trade):
        for effect in ("hold", "rest"): claim(trade, effect, 0)  # what was not credited yet never will be
        claim(trade, "revert", -total("trade", trade["id"]))
    return 200, None

# INITIATED asks: 200 lets AssetPay buy, so the money is taken first. Asked again about a trade, the answer is the same again.
def book_withdrawal(trade):
    price = round(trade["totalPrice"] * 100)
    if trade["status"] == "INITIATED":
        claim(trade, "debit", -price if total("steam_id", trade["clientSteamID"]) >= price else 0)  # 0: refused, for ever
        debit = db.execute("SELECT cents FROM entry WHERE trade = ? AND effect = 'debit'", (trade["id"],)).fetchone()[0]
        return (200, None) if debit < 0 else (402, "the balance does not cover it")
    if failed(trade):
        claim(trade, "debit", 0)  # what was not debited yet never will be
        claim(trade, "refund", -total("trade", trade["id"]))
    return 200, None

def callback(body):
    trade, key = body["payload"]["trade"], body["payload"].get("key")
    expected = hmac.new(SECRET, canonical(trade).encode(errors="replace"), hashlib.sha256).hexdigest().encode()
    if not (isinstance(key, str) and hmac.compare_digest(expected, key.encode(errors="replace"))):
        return 401, "payload.key does not sign payload.trade"
    book = {"DEPOSIT": book_deposit, "WITHDRAW": book_withdrawal}.get(trade["type"])
    if not book: return 403, "no such type of trade"
    with turn, db: return book(trade)  # one transaction, rolled back on an error; by trade.status: payload.event is not signed

def start(trading, order):
    user = {"clientSteamId": order.pop("steamId"), "clientTradeUrl": order.pop("tradeUrl")}
    orders[order["externalId"]] = user  # first: a callback may be faster than AssetPay's answer
    status, answer = call("/auth/authenticate-client", {"api-key": os.environ["ASSETPAY_API_KEY"]}, user)
    return (status, answer) if status != 200 else call(trading, {"Authorization": answer["data"]["token"]}, order)
def deposit(order): return start("/client/trading/deposit", order)
def withdraw(order): return start("/client/trading/withdraw", order)
HANDLERS = {"/assetpay/callback": callback, "/deposits": deposit, "/withdrawals": withdraw}

def call(path, headers, body):
    url, headers = os.environ["ASSETPAY_BASE_URL"] + path, {**headers, "Content-Type": "application/json"}
    try: answer = urllib.request.urlopen(urllib.request.Request(url, json.dumps(body).encode(), headers), timeout=30)
    except urllib.error.HTTPError as refusal: answer = refusal
    with answer: return answer.status, json.load(answer)

class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        steam_id = self.path.partition("/users/")[2]
        self.answer(200 if steam_id else 404, {"steamId": steam_id, "balance": total("steam_id", steam_id) / 100})
    def do_POST(self):
        try: self.answer(*self.handled(HANDLERS.get(self.path)))
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
            self.answer(400, "the body is not what it should be")
    def handled(self, handler):
        text = self.rfile.read(min(abs(int(self.headers.get("Content-Length", 0))), 2 ** 24))  # to its end, or the answer gets lost
        if not handler or len(text) > 2 ** 20: return (413, "the body is too long") if handler else (404, "there is nothing here")
        return handler(json.loads(text)) if self.headers.get_content_type() == "application/json" else (415, "send application/json")
    def answer(self, status, body):
        text = json.dumps({"error": body} if isinstance(body, str) else body).encode()
        self.send_response(status)
        for header in ("Content-Type", "application/json"), ("Content-Length", len(text)), ("Connection", "close"): self.send_header(*header)
        self.end_headers()
        self.wfile.write(text)

ThreadingHTTPServer.request_queue_size, Handler.timeout, Handler.wbufsize = 128, 30, -1  # an answer leaves in one piece
server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "3000"))), Handler)
print(f"READY http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
