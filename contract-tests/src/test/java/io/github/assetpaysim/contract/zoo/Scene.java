package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.bytes;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.genuine;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.letter;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The shortest scene that shows whether a merchant keeps a requirement; enough to prove the zoo, not a merchant. One table, as long as
 * the list of requirements.
 */
enum Scene {
    CB_01(stage -> stage.deliver("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED")),
    CB_04(stage -> {
        ObjectNode trade = stage.trade("COMPLETED").put("later", "unknown");
        trade.put("Zeta", 1).put("_x", 2).put("ä", 3);
        return stage.deliver("HOLD") & stage.deliver(trade) & stage.comesTo("19.99");
    }),
    CB_05(stage -> stage.deliver("HALF_HELD") & stage.comesTo("0.00")),
    CB_06(stage -> inOtherForm(stage, Form.ORDER)),
    CB_07(stage -> inOtherForm(stage, Form.WHITE_SPACE)),
    CB_08(stage -> inOtherForm(stage, json -> json.replace("19.99", "19.990"))),
    CB_09(stage -> inOtherForm(stage, Form.ESCAPES)),
    CB_10(stage -> stage.deliver("PENDING")),
    CB_11(stage -> {
        ObjectNode trade = stage.trade("COMPLETED");
        ObjectNode item = (ObjectNode) trade.at("/items/0");
        item.put("iconUrl", "x".repeat(400));
        for (int i = 1; i < 250; i++) {
            trade.withArray("items").add(item.deepCopy());
        }
        return stage.deliver("HOLD") & stage.deliver(trade) & stage.comesTo("19.99");
    }),
    CB_12(stage -> stage.deliver("PENDING", "DECLINED")),
    CB_13(stage -> stage.deliver("INITIATED", "PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED")
            & stage.deliver("COMPLETED", "HOLD", "PENDING", "REVERTED", "REVERTED", "COMPLETED")),

    SIG_01(stage -> refuses(stage, payload -> payload.remove("key"))),
    SIG_02(stage -> refusesKeys(stage, JsonNode::isTextual)),
    SIG_09(stage -> refusesKeys(stage, key -> !key.isTextual())),
    SIG_10(stage -> {
        stage.deliver("PENDING");
        ObjectNode payload = payload(stage, "PENDING");
        ((ObjectNode) payload.get("trade")).put("status", "COMPLETED");
        stage.post(bytes(payload), "application/json");
        return stage.comesTo("0.00");
    }),
    SIG_03(stage -> refuses(stage, payload -> payload.put("key", "0".repeat(64)))),
    SIG_04(stage -> refusesTampered(stage, trade -> trade.put("totalPrice", 99))),
    SIG_05(stage -> {
        stage.deliver("INITIATED");
        ObjectNode payload = payload(stage, "PENDING");
        ((ObjectNode) payload.get("trade")).put("status", "COMPLETED");
        stage.post(bytes(payload), "application/json");
        return stage.comesTo("0.00");
    }),
    SIG_06(stage -> {
        Stage other = stage.another();
        stage.deliver("INITIATED");
        ObjectNode payload = payload(stage, "COMPLETED");
        ((ObjectNode) payload.get("trade"))
                .set("clientSteamID", other.trade("HOLD").get("clientSteamID"));
        stage.post(bytes(payload), "application/json");
        return stage.comesTo("0.00") && other.comesTo("0.00");
    }),
    SIG_07(stage -> {
        String expected = TradeText.CANONICAL.key(stage.trade("COMPLETED"), SECRET);
        return !stage.post(letter(stage.trade("COMPLETED"), "COMPLETED", "wrong"), "application/json")
                .body()
                .contains(expected);
    }),
    SIG_08(stage -> {
        ObjectNode payload = payload(stage, "PENDING");
        return refused(stage.post(letter(stage.trade("PENDING"), "PENDING", "wrong"), "application/json"))
                & refused(stage.post(bytes(payload.put("key", "not-hex")), "application/json"))
                & refused(stage.post(bytes(payload.put("key", true)), "application/json"));
    }),
    BAD_01(stage -> refused(stage.post("{\"payload\":".getBytes(UTF_8), "application/json"))),
    BAD_02(stage -> refused(stage.post(genuine(stage.trade("COMPLETED")), "text/plain")) & stage.comesTo("0.00")),
    BAD_03(stage -> refused(stage.post(new byte[0], "application/json"))),
    BAD_04(stage -> {
        stage.deliver("HOLD");
        stage.cut(genuine(stage.trade("COMPLETED")));
        stage.deliver("COMPLETED");
        return stage.comesTo("19.99");
    }),

    ONCE_01(stage -> {
        stage.deliver("HOLD", "COMPLETED", "COMPLETED", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    ONCE_02(stage -> {
        stage.deliver("HOLD");
        stage.deliverAtOnce("COMPLETED", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    ONCE_03(stage -> {
        stage.deliverAtOnce("HOLD", "HOLD");
        return stage.comesToHold();
    }),
    ONCE_04(stage -> {
        stage.deliver("HOLD", "COMPLETED");
        Stage other = stage.another();
        other.deliver("HOLD");
        other.hangUp(genuine(other.trade("COMPLETED")));
        other.deliver("COMPLETED");
        return stage.comesTo("19.99") & other.comesTo("19.99");
    }),
    ONCE_05(stage -> {
        stage.deliver("HOLD", "COMPLETED", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    ONCE_07(stage -> {
        stage.deliverAtOnce(
                stage.trade("once-07-a", "COMPLETED", "8.60", null),
                stage.trade("once-07-b", "COMPLETED", "4.35", null));
        return stage.comesTo("12.95") && twoHoldsOfOneUser(stage.another());
    }),
    ONCE_08(stage -> {
        stage.deliverAtOnce("HOLD", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    ONCE_09(stage -> {
        stage.deliver("HOLD");
        stage.deliverAtOnce("COMPLETED", "REVERTED");
        return stage.comesTo("0.00");
    }),
    ONCE_13(stage -> {
        ObjectNode newer = stage.trade("COMPLETED").put("updatedAt", "2031-01-08T00:00:01.000Z");
        stage.deliver("HOLD", "COMPLETED");
        stage.deliver(newer);
        return stage.comesTo("19.99");
    }),
    ONCE_10(stage -> {
        stage.deliver("HOLD", "COMPLETED", "HOLD");
        return stage.comesTo("19.99");
    }),
    ONCE_11(stage -> {
        stage.deliver("COMPLETED", "HOLD");
        return stage.comesTo("19.99");
    }),
    ONCE_12(stage -> {
        Stage other = stage.another();
        stage.deliver("HOLD");
        other.deliver("HOLD");
        stage.deliverAtOnce(stage.trade("COMPLETED"), other.trade("COMPLETED"));
        return stage.comesTo("19.99") & other.comesTo("19.99");
    }),
    ONCE_14(stage -> {
        Stage neighbour = stage.neighbour();
        stage.deliver("HOLD", "COMPLETED");
        neighbour.deliver("HOLD", "COMPLETED");
        return stage.comesTo("19.99") & neighbour.comesTo("19.99");
    }),

    LOST_01(stage -> {
        stage.deliver("PENDING", "ACTIVE", "HOLD", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    LOST_02(stage -> {
        stage.deliver("INITIATED", "PENDING", "ACTIVE", "COMPLETED");
        return stage.comesTo("19.99");
    }),
    LOST_03(stage -> {
        stage.deliver("COMPLETED");
        return stage.comesTo("19.99");
    }),
    LOST_04(stage -> endsAtNothing(stage, "INITIATED", "PENDING", "ACTIVE", "REVERTED")),

    WHEN_01(stage -> {
        stage.deliver("INITIATED", "PENDING", "ACTIVE", "ESCROW");
        return stage.comesTo("0.00");
    }),
    WHEN_02(stage -> {
        stage.deliver("ACTIVE", "HOLD");
        return stage.comesToHold();
    }),
    WHEN_03(stage -> {
        stage.deliver(letter(stage.trade("PENDING"), "COMPLETED", SECRET));
        return stage.comesTo("0.00");
    }),
    WHEN_04(stage -> {
        stage.deliver("HOLD");
        stage.deliver(letter(stage.trade("COMPLETED"), "PENDING", SECRET));
        return stage.comesTo("19.99");
    }),
    WHEN_05(stage -> {
        stage.deliver("INITIATED", "PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");
        return stage.comesTo("19.99");
    }),

    AMT_01(stage -> {
        for (String price : List.of("0.10", "0.20", "8.60", "4.35", "19.99")) {
            stage.deliver(
                    stage.trade("amt-01-" + price, "HOLD", price, "0.05"),
                    stage.trade("amt-01-" + price, "COMPLETED", price, "0.05"));
        }
        return stage.comesTo("33.24");
    }),
    AMT_02(stage -> {
        boolean never = true;
        for (String status : List.of("HOLD", "COMPLETED", "HOLD", "COMPLETED")) {
            stage.deliver(status);
            never &= stage.balance().compareTo(new BigDecimal("19.99")) <= 0;
        }
        return never;
    }),
    AMT_03(stage -> {
        stage.deliver("HOLD");
        boolean hold = stage.comesToHold();
        stage.deliver("COMPLETED");
        Stage other = stage.another();
        other.deliver(other.trade("amt-03-b", "HOLD", "12.95", "4.35"));
        return hold & stage.comesTo("19.99") & other.comesToHold("4.35");
    }),
    AMT_04(stage -> {
        ObjectNode trade = stage.trade("amt-04", "COMPLETED", "4.35", "4.35").put("game", "252490");
        ((ObjectNode) trade.at("/items/0"))
                .put("amount", 5)
                .withObject("/offer")
                .put("price", new BigDecimal("0.87"));
        stage.deliver(trade);
        return stage.comesTo("4.35");
    }),
    AMT_05(stage -> {
        stage.deliver(stage.trade("amt-05", "HOLD", "4.35", "0").put("isInstant", false));
        boolean nothing = stage.comesTo("0.00");
        stage.deliver(stage.trade("amt-05", "COMPLETED", "4.35", "0").put("isInstant", false));
        return nothing & stage.comesTo("4.35");
    }),

    AMT_06(stage -> {
        stage.deliver(stage.trade("amt-06", "COMPLETED", "45678.91", null));
        return stage.comesTo("45678.91");
    }),

    OPT_01(stage -> {
        for (String id : List.of("opt-01-a", "opt-01-b")) {
            ObjectNode trade = stage.trade(id, "COMPLETED", "4.35", null);
            trade.remove("externalId");
            stage.deliver(trade);
        }
        return stage.comesTo("8.70");
    }),
    OPT_02(stage -> {
        stage.deliver("HOLD");
        stage.deliver(stage.trade("COMPLETED").put("externalClientUserId", "76561198000000042"));
        return stage.comesTo("19.99");
    }),

    END_01(stage -> endsAtNothing(stage, "PENDING", "DECLINED")),
    END_02(stage -> endsAtNothing(stage, "INITIATED", "FAILED")),
    END_03(stage -> endsAtNothing(stage, "ACTIVE", "CANCELED")),
    END_04(stage -> endsAtNothing(stage, "PENDING", "CANCELED")),
    END_05(stage -> endsAtNothing(stage, "HOLD", "REVERTED")),
    END_06(stage -> endsAtNothing(stage, "HOLD", "COMPLETED", "REVERTED")),
    END_07(stage -> {
        stage.deliver("HOLD", "COMPLETED");
        stage.deliverAtOnce("REVERTED", "REVERTED");
        return stage.comesTo("0.00");
    }),
    END_08(stage -> endsAtNothing(stage, "HOLD", "FAILED")),
    END_09(stage -> endsAtNothing(stage, "HOLD", "CANCELED")),
    END_10(stage -> endsAtNothing(stage, "ACTIVE", "ESCROW", "FAILED")
            & endsAtNothing(stage.another(), "ACTIVE", "ESCROW", "CANCELED")),
    LATE_01(stage -> endsAtNothing(stage, "ACTIVE", "REVERTED", "HOLD")),
    LATE_02(stage -> endsAtNothing(stage, "HOLD", "REVERTED", "COMPLETED")),
    LATE_03(stage -> endsAtNothing(stage, "ACTIVE", "FAILED", "HOLD")
            & endsAtNothing(stage.another(), "ACTIVE", "CANCELED", "HOLD")),
    LATE_04(stage -> {
        stage.deliver("HOLD", "COMPLETED", "PENDING");
        return stage.comesTo("19.99");
    }),
    LATE_05(stage -> endsAtNothing(stage, "FAILED", "HOLD") & endsAtNothing(stage.another(), "REVERTED", "COMPLETED")),

    GATE_01(stage -> stage.with("50.00").ask() == 200),
    GATE_02(stage -> {
        stage.with("50.00").ask();
        return stage.comesTo("30.01");
    }),
    GATE_03(stage -> rejects(stage.with("5.00").ask())),
    GATE_04(stage -> {
        stage.with("5.00").ask();
        return stage.comesTo("5.00");
    }),
    GATE_05(stage -> {
        stage.with("60.00").ask();
        stage.ask();
        stage.ask();
        return stage.comesTo("40.01");
    }),
    GATE_06(stage -> {
        stage.with("50.00").askAtOnce(stage.withdrawal("INITIATED"), stage.withdrawal("INITIATED"));
        return stage.comesTo("30.01");
    }),
    GATE_07(stage -> {
        stage.with("25.00").hangUp(genuine(stage.withdrawal("INITIATED")));
        return stage.ask() == 200 & stage.comesTo("5.01");
    }),
    GATE_08(stage -> {
        stage.with("5.00").ask();
        boolean rejected = stage.ask() != 200;
        return rejected & stage.with("45.00").ask() != 200 & stage.comesTo("50.00");
    }),
    GATE_09(stage -> {
        List<Integer> verdicts = stage.with("20.00")
                .askAtOnce(
                        stage.withdrawal("gate-09-a", "INITIATED", "19.99"),
                        stage.withdrawal("gate-09-b", "INITIATED", "19.99"));
        return Collections.frequency(verdicts, 200) == 1 & stage.comesTo("0.01");
    }),
    GATE_10(stage -> {
        stage.with("50.00");
        boolean rejected = true;
        for (Consumer<ObjectNode> change : List.<Consumer<ObjectNode>>of(
                payload -> payload.remove("key"),
                payload -> payload.put("key", "not-hex"),
                payload -> payload.put("key", "0".repeat(64)),
                payload -> ((ObjectNode) payload.get("trade")).put("totalPrice", 1))) {
            ObjectNode payload = payload(stage.withdrawal("INITIATED"));
            change.accept(payload);
            rejected &= stage.post(bytes(payload), "application/json").statusCode() != 200;
        }
        return rejected & stage.comesTo("50.00");
    }),
    GATE_11(stage -> {
        stage.with("50.00").deliver("INITIATED");
        return stage.comesTo("50.00");
    }),
    GATE_14(stage -> {
        Stage other = stage.another();
        return stage.with("19.99").ask() == 200
                & stage.comesTo("0.00")
                & other.with("19.98").ask() != 200
                & other.comesTo("19.98");
    }),
    GATE_15(stage -> {
        stage.with("33.24");
        boolean approved = true;
        for (String price : List.of("0.10", "0.20", "8.60", "4.35", "19.99")) {
            approved &= stage.ask(stage.withdrawal("gate-15-" + price, "INITIATED", price)) == 200;
        }
        return approved & stage.comesTo("0.00");
    }),
    GATE_16(stage -> {
        Stage other = stage.another().with("50.00");
        stage.with("50.00").deliver(letter(stage.withdrawal("INITIATED"), "ACTIVE", SECRET));
        other.deliver(letter(other.withdrawal("ACTIVE"), "INITIATED", SECRET));
        return stage.comesTo("30.01") & other.comesTo("50.00");
    }),
    GATE_17(stage -> rejects(stage.ask()) & stage.comesTo("0.00")),
    GATE_18(stage -> {
        Stage other = stage.another().with("50.00");
        stage.with("50.00").askAtOnce(stage.withdrawal("INITIATED"), other.withdrawal("INITIATED"));
        return stage.comesTo("30.01") & other.comesTo("30.01");
    }),
    GATE_19(stage -> {
        stage.with("50.00").then("CANCELED").ask();
        return stage.comesTo("50.00");
    }),
    /** Every withdrawal here is one of two items. */
    GATE_21(stage -> {
        stage.with("50.00").ask();
        return stage.comesTo("30.01");
    }),
    GATE_22(stage -> {
        stage.with("5.00").ask();
        return stage.with("45.00").ask(stage.withdrawal("gate-22-b", "INITIATED", "19.99")) == 200;
    }),
    GATE_23(stage -> {
        Stage oneByOne = stage.another().with("50.00").with("8.60");
        oneByOne.ask();
        stage.with("50.00").askAtOnce(stage.withdrawal("INITIATED"), stage.trade("gate-23", "COMPLETED", "8.60", null));
        return stage.comesTo(oneByOne.balance().toPlainString());
    }),
    END_11(stage -> {
        stage.with("50.00").ask();
        BigDecimal spent = new BigDecimal("50.00").subtract(stage.balance());
        stage.deliver(stage.trade("END_11-fund-50.00", "REVERTED", "50.00", null));
        return stage.with("45.00")
                .comesTo(new BigDecimal("45.00").subtract(spent).toPlainString());
    }),

    WD_01(stage -> {
        stage.with("90.00").ask();
        stage.then("PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");
        Stage inEscrow = stage.another().with("90.00");
        inEscrow.ask();
        String paid = inEscrow.balance().toPlainString();
        return stage.balance().compareTo(new BigDecimal("70.01")) >= 0
                & inEscrow.then("PENDING", "ACTIVE", "ESCROW").comesTo(paid);
    }),
    WD_02(stage -> {
        stage.with("90.00").ask();
        stage.then("PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");
        return stage.balance().compareTo(new BigDecimal("70.01")) <= 0;
    }),
    WD_03(stage -> refunds(stage, "ACTIVE", "FAILED")),
    WD_04(stage -> refunds(stage, "ACTIVE", "CANCELED")),
    WD_05(stage -> refunds(stage, "ACTIVE", "DECLINED")),
    WD_06(stage -> refunds(stage, "ACTIVE", "HOLD", "REVERTED")),
    WD_07(stage -> refunds(stage, "ACTIVE", "HOLD", "COMPLETED", "REVERTED")),
    WD_08(stage ->
            refunds(stage, "ACTIVE", "HOLD", "FAILED") & refunds(stage.another(), "ACTIVE", "ESCROW", "CANCELED")),
    WD_09(stage -> {
        stage.with("50.00").ask();
        stage.then("ACTIVE").deliverAtOnce(stage.withdrawal("FAILED"), stage.withdrawal("FAILED"));
        return stage.comesTo("50.00");
    }),
    WD_10(stage -> {
        stage.with("50.00").ask();
        stage.then("ACTIVE", "FAILED", "FAILED")
                .deliver(stage.withdrawal("FAILED").put("updatedAt", "2031-01-09T00:00:00.000Z"));
        return stage.comesTo("50.00");
    }),
    WD_11(stage -> {
        stage.with("5.00").ask();
        stage.then("CANCELED");
        return stage.comesTo("5.00");
    }),
    WD_12(stage -> {
        stage.with("50.00").askAtOnce(stage.withdrawal("INITIATED"), stage.withdrawal("CANCELED"));
        return stage.comesTo("50.00");
    }),
    WD_13(stage -> refunds(stage, "ACTIVE", "FAILED", "ACTIVE", "HOLD", "COMPLETED")),
    WD_14(stage -> {
        stage.with("50.00");
        for (int i = 0; i < 3; i++) {
            stage.hangUp(genuine(stage.withdrawal("INITIATED")));
        }
        stage.then("CANCELED");
        return stage.comesTo("50.00");
    }),
    WD_15(stage -> refunds(stage, "HOLD", "FAILED") & refunds(stage.another(), "ACTIVE", "REVERTED")),
    WD_16(stage -> {
        Stage failing = stage.another().with("50.00");
        rust(stage.with("50.00"), "INITIATED", "ACTIVE", "COMPLETED");
        rust(failing, "INITIATED", "ACTIVE", "FAILED");
        return stage.comesTo("30.01") & failing.comesTo("50.00");
    }),
    WD_17(stage -> {
        askAndBuy(stage.with("50.00"), "wd-17-a", "19.99");
        BigDecimal before = stage.balance();
        askAndBuy(stage, "wd-17-b", "8.60");
        BigDecimal second = before.subtract(stage.balance());
        stage.deliver(stage.withdrawal("wd-17-a", "FAILED", "19.99"));
        boolean first = stage.comesTo(new BigDecimal("50.00").subtract(second).toPlainString());
        stage.deliver(stage.withdrawal("wd-17-b", "FAILED", "8.60"));
        return first & stage.comesTo("50.00");
    });

    private final Predicate<Stage> play;

    Scene(Predicate<Stage> play) {
        this.play = play;
    }

    static Scene of(String requirement) {
        return valueOf(requirement.replace('-', '_'));
    }

    String requirement() {
        return name().replace('_', '-');
    }

    boolean holds(Stage stage) {
        return play.test(stage);
    }

    /** The same trade in another form, and then as it usually comes. */
    private static boolean inOtherForm(Stage stage, UnaryOperator<String> form) {
        String usual = new String(genuine(stage.trade("COMPLETED")), UTF_8);
        stage.deliver("HOLD");
        boolean taken = stage.deliver(form.apply(usual).getBytes(UTF_8));
        stage.deliver(usual.getBytes(UTF_8));
        return taken & stage.comesTo("19.99");
    }

    private static boolean inOtherForm(Stage stage, Form form) {
        return inOtherForm(stage, form::change);
    }

    private static ObjectNode payload(Stage stage, String status) {
        return payload(stage.trade(status));
    }

    private static ObjectNode payload(ObjectNode trade) {
        return (ObjectNode) Wire.parse(genuine(trade)).get("payload");
    }

    /** A 4xx that is a verdict (A7.6). */
    private static boolean rejects(int status) {
        return status / 100 == 4 && status != 408 && status != 429;
    }

    /** Whether a withdrawal that was approved and then took that way has cost nothing. */
    private static boolean refunds(Stage stage, String... statuses) {
        stage.with("50.00").ask();
        return stage.then(statuses).comesTo("50.00");
    }

    private static void askAndBuy(Stage stage, String id, String price) {
        stage.ask(stage.withdrawal(id, "INITIATED", price));
        stage.deliver(stage.withdrawal(id, "ACTIVE", price));
    }

    private static void rust(Stage stage, String... statuses) {
        for (String status : statuses) {
            stage.deliver(stage.withdrawal(status).put("game", "252490"));
        }
    }

    /** Whether it is one of those in which somebody withdraws. */
    boolean isOfWithdrawals() {
        return compareTo(GATE_01) >= 0;
    }

    private static boolean refuses(Stage stage, Consumer<ObjectNode> change) {
        stage.deliver("INITIATED");
        ObjectNode payload = payload(stage, "COMPLETED");
        change.accept(payload);
        stage.post(bytes(payload), "application/json");
        return stage.comesTo("0.00");
    }

    /** Whether keys that are wrong in form credit nothing. */
    private static boolean refusesKeys(Stage stage, Predicate<JsonNode> chosen) {
        stage.deliver("INITIATED");
        ObjectNode payload = payload(stage, "COMPLETED");
        for (JsonNode wrong : WrongKeys.near(payload.get("key").textValue())) {
            if (chosen.test(wrong)) {
                stage.post(bytes(payload.deepCopy().<ObjectNode>set("key", wrong)), "application/json");
            }
        }
        return stage.comesTo("0.00");
    }

    private static boolean refusesTampered(Stage stage, Consumer<ObjectNode> change) {
        return refuses(stage, payload -> change.accept((ObjectNode) payload.get("trade")));
    }

    private static boolean refused(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 4;
    }

    private static boolean twoHoldsOfOneUser(Stage stage) {
        for (String status : List.of("HOLD", "COMPLETED")) {
            stage.deliver(
                    stage.trade("once-07-c", status, "8.60", "3.00"), stage.trade("once-07-d", status, "4.35", "1.00"));
        }
        return stage.comesTo("12.95");
    }

    private static boolean endsAtNothing(Stage stage, String... statuses) {
        stage.deliver(statuses);
        return stage.comesTo("0.00");
    }
}
