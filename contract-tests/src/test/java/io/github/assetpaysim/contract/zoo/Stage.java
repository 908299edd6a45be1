package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.genuine;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/** One merchant, a user nobody else uses, and a trade of his: 19.99, of which 8.60 may be credited at the hold. */
final class Stage {
    private static final AtomicLong USERS = new AtomicLong(76561198000100000L);

    private final URI merchant;
    private final Policy policy;
    private final SignedCallbacks callbacks;
    private final String id;
    private final Duration patience;
    private final long user;

    /** @param patience how long a right balance is waited for after an answer; zero for all who book first */
    Stage(URI merchant, Policy policy, String id, Duration patience) {
        this(merchant, policy, id, patience, USERS.addAndGet(16));
    }

    private Stage(URI merchant, Policy policy, String id, Duration patience, long user) {
        this.merchant = merchant;
        this.policy = policy;
        this.callbacks = new SignedCallbacks(merchant);
        this.id = id;
        this.patience = patience;
        this.user = user;
    }

    ObjectNode trade(String status) {
        return trade(id, status, "19.99", "8.60");
    }

    ObjectNode trade(String tradeId, String status, String totalPrice, String preCredit) {
        return SignedCallbacks.trade(tradeId, status, totalPrice, preCredit).put("clientSteamID", String.valueOf(user));
    }

    /** The user's withdrawal of two items for 19.99. */
    ObjectNode withdrawal(String status) {
        return withdrawal(id, status, "19.99");
    }

    ObjectNode withdrawal(String tradeId, String status, String totalPrice) {
        return SignedCallbacks.withdrawal(tradeId, status, totalPrice).put("clientSteamID", String.valueOf(user));
    }

    /** Gives the user that much more, by a deposit. */
    Stage with(String usd) {
        deliver(trade(id + "-fund-" + usd, "COMPLETED", usd, null));
        return this;
    }

    /** What the gate is answered. */
    int ask() {
        return ask(withdrawal("INITIATED"));
    }

    int ask(ObjectNode gate) {
        return post(genuine(gate), "application/json").statusCode();
    }

    List<Integer> askAtOnce(ObjectNode... gates) {
        return callbacks.sendAtOnce(gates);
    }

    /** Delivers statuses of the withdrawal, one after another. */
    Stage then(String... statuses) {
        deliver(Arrays.stream(statuses).map(this::withdrawal).toArray(ObjectNode[]::new));
        return this;
    }

    /** The same stage for another user and trade. */
    Stage another() {
        return new Stage(merchant, policy, id + "-b", patience);
    }

    /** The same stage for another trade, and the user whose Steam id is the next. */
    Stage neighbour() {
        return new Stage(merchant, policy, id + "-n", patience, user + 1);
    }

    /** Delivers statuses one after another, each again when it was not answered with 200; whether all were at once. */
    boolean deliver(String... statuses) {
        return deliver(Arrays.stream(statuses).map(this::trade).toArray(ObjectNode[]::new));
    }

    boolean deliver(ObjectNode... trades) {
        boolean all = true;
        for (ObjectNode trade : trades) {
            all &= deliver(genuine(trade));
        }
        return all;
    }

    boolean deliver(byte[] body) {
        boolean first = post(body, "application/json").statusCode() == 200;
        if (!first) {
            post(body, "application/json");
        }
        return first;
    }

    void deliverAtOnce(ObjectNode... trades) {
        List<Integer> statuses = callbacks.sendAtOnce(trades);
        for (int i = 0; i < trades.length; i++) {
            if (statuses.get(i) != 200) {
                deliver(trades[i]);
            }
        }
    }

    void deliverAtOnce(String... statuses) {
        deliverAtOnce(Arrays.stream(statuses).map(this::trade).toArray(ObjectNode[]::new));
    }

    HttpResponse<String> post(byte[] body, String contentType) {
        try {
            return callbacks.post(body, contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the first half of a body and closes. */
    void cut(byte[] body) {
        try (Socket socket = new Socket("127.0.0.1", merchant.getPort())) {
            socket.getOutputStream().write(head(body).getBytes(UTF_8));
            socket.getOutputStream().write(body, 0, body.length / 2);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a whole callback and hangs up as soon as the answer begins. */
    void hangUp(byte[] body) {
        try (Socket socket = new Socket("127.0.0.1", merchant.getPort())) {
            socket.getOutputStream().write(head(body).getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getInputStream().read();
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(byte[] body) {
        return "POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n";
    }

    BigDecimal balance() {
        try {
            return callbacks.balance(String.valueOf(user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the balance is that, now or in a moment: a merchant may work after its answer. */
    boolean comesTo(String usd) {
        BigDecimal expected = new BigDecimal(usd);
        if (patience.isZero()) {
            return balance().compareTo(expected) == 0;
        }
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(patience)
                    .until(() -> balance().compareTo(expected) == 0);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** Whether the balance is what the policy gives at the hold. */
    boolean comesToHold() {
        return comesToHold("8.60");
    }

    boolean comesToHold(String preCredit) {
        return comesTo(policy == Policy.INSTANT ? preCredit : "0.00");
    }
}
