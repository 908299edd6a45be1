package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mistakes that are made with withdrawals outside the database. */
final class BrokenWithdrawals extends BrokenMerchant {
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile String currentUser;

    BrokenWithdrawals(Flaw flaw, Config config, Duration delay, Rendezvous rendezvous) {
        super(flaw, config, delay, rendezvous);
    }

    @Override
    boolean isSigned(JsonNode trade, JsonNode key) {
        boolean isDeposit = trade.path("type").asText().equals("DEPOSIT");
        boolean isBelieved = switch (flaw()) {
            case CHECKS_DEPOSITS_ONLY -> !isDeposit;
            case ACCEPTS_KEYLESS_GATE -> !isDeposit && key.isMissingNode();
            case CHECKS_FORM_OF_GATES_KEY -> !isDeposit && key.asText().matches("[0-9a-f]{64}");
            default -> false;
        };
        return isBelieved || super.isSigned(trade, key);
    }

    @Override
    Trade read(JsonNode genuine) {
        Trade trade = super.read(genuine);
        if (!trade.isWithdrawal()) {
            return trade;
        }
        ObjectNode misread = genuine.deepCopy();
        switch (flaw()) {
            case TRUSTS_EVENT_AT_GATE -> {
                if (trade.isGate() || event().asText().equals("INITIATED")) {
                    misread.set("status", event());
                }
            }
            case TRUNCATES_DEBIT ->
                misread.put(
                        "totalPrice",
                        BigDecimal.valueOf(
                                (long) (trade.json().get("totalPrice").doubleValue() * 100), 2));
            case DEBITS_FIRST_ITEM -> misread.set("totalPrice", genuine.at("/items/0/offer/price"));
            case DEBITS_USER_IN_A_FIELD -> {
                currentUser = trade.steamId();
                if (trade.isGate()) {
                    rendezvous().meet("current user");
                }
                misread.put("clientSteamID", currentUser);
            }
            default -> {
                // Goes wrong elsewhere.
            }
        }
        return new Trade(misread);
    }

    @Override
    Answer accept(Trade trade) throws SQLException {
        return switch (flaw()) {
            case ACKNOWLEDGES_WITHDRAWALS -> trade.isWithdrawal() ? Answer.OK : super.accept(trade);
            case IGNORES_TYPE ->
                super.accept(new Trade(trade.json().<ObjectNode>deepCopy().put("type", "DEPOSIT")));
            case REFUSES_REPETITIONS -> {
                if (trade.isGate() && !asked.add(trade.id())) {
                    throw new Refusal(409, "this withdrawal is known already");
                }
                yield super.accept(trade);
            }
            case APPROVES_WITH_201 ->
                trade.isGate() ? new Answer(201, super.accept(trade).body()) : super.accept(trade);
            case SLOW_GATE, TOO_SLOW_GATE -> trade.isGate() ? late(answer(trade)) : super.accept(trade);
            default -> super.accept(trade);
        };
    }

    private Answer answer(Trade trade) throws SQLException {
        try {
            return super.accept(trade);
        } catch (Refusal e) {
            return answerTo(e);
        }
    }

    @Override
    Answer answerTo(Refusal refusal) {
        int status = switch (flaw()) {
            case REFUSES_WITH_200 -> refusal.status() == 402 ? 200 : refusal.status();
            case REFUSES_WITH_429 -> refusal.status() == 402 ? 429 : refusal.status();
            case REFUSES_WITH_500 -> refusal.status() == 402 ? 500 : refusal.status();
            case ANSWERS_200_TO_UNKNOWN_TYPES -> refusal.status() == 403 ? 200 : refusal.status();
            default -> refusal.status();
        };
        return error(status, refusal.getMessage());
    }
}
