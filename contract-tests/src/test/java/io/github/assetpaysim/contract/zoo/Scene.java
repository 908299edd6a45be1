package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.bytes;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.genuine;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.letter;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The shortest scene that shows whether a merchant keeps a requirement; enough to prove the zoo, not a merchant. */
enum Scene {
    CB_01(stage -> stage.deliver("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED")),
    CB_04(stage -> {
        ObjectNode trade = stage.trade("COMPLETED").put("later", "unknown");
        return stage.deliver("HOLD") & stage.deliver(trade) & stage.comesTo("19.99");
    }),
    CB_05(stage -> stage.deliver("HALF_HELD") & stage.comesTo("0.00")),
    CB_06(stage -> inOtherForm(stage, ReferenceMerchantTest.Form.ORDER)),
    CB_07(stage -> inOtherForm(stage, ReferenceMerchantTest.Form.WHITE_SPACE)),
    CB_08(stage -> inOtherForm(stage, json -> json.replace("19.99", "19.990"))),
    CB_09(stage -> inOtherForm(stage, ReferenceMerchantTest.Form.ESCAPES)),
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

    SIG_01(stage -> refuses(stage, payload -> payload.remove("key"))),
    SIG_02(stage -> refuses(stage, payload -> payload.put("key", "not-hex"))),
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
                & refused(stage.post(bytes(payload.put("key", "not-hex")), "application/json"));
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
        return stage.comesTo("12.95");
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
        return hold & stage.comesTo("19.99");
    }),
    AMT_04(stage -> {
        stage.deliver(stage.trade("amt-04", "COMPLETED", "4.35", "4.35").put("game", "252490"));
        return stage.comesTo("4.35");
    }),
    AMT_05(stage -> {
        stage.deliver(stage.trade("amt-05", "HOLD", "4.35", "0").put("isInstant", false));
        boolean nothing = stage.comesTo("0.00");
        stage.deliver(stage.trade("amt-05", "COMPLETED", "4.35", "0").put("isInstant", false));
        return nothing & stage.comesTo("4.35");
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
    LATE_01(stage -> endsAtNothing(stage, "ACTIVE", "REVERTED", "HOLD")),
    LATE_02(stage -> endsAtNothing(stage, "HOLD", "REVERTED", "COMPLETED")),
    LATE_03(stage -> endsAtNothing(stage, "ACTIVE", "FAILED", "HOLD")),
    LATE_04(stage -> {
        stage.deliver("HOLD", "COMPLETED", "PENDING");
        return stage.comesTo("19.99");
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

    private static boolean inOtherForm(Stage stage, ReferenceMerchantTest.Form form) {
        return inOtherForm(stage, form::change);
    }

    private static ObjectNode payload(Stage stage, String status) {
        return (ObjectNode) Wire.parse(genuine(stage.trade(status))).get("payload");
    }

    private static boolean refuses(Stage stage, Consumer<ObjectNode> change) {
        stage.deliver("INITIATED");
        ObjectNode payload = payload(stage, "COMPLETED");
        change.accept(payload);
        stage.post(bytes(payload), "application/json");
        return stage.comesTo("0.00");
    }

    private static boolean refusesTampered(Stage stage, Consumer<ObjectNode> change) {
        return refuses(stage, payload -> change.accept((ObjectNode) payload.get("trade")));
    }

    private static boolean refused(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 4;
    }

    private static boolean endsAtNothing(Stage stage, String... statuses) {
        stage.deliver(statuses);
        return stage.comesTo("0.00");
    }
}
