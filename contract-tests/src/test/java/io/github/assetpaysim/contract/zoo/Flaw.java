package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.Policy.COMPLETED;
import static io.github.assetpaysim.contract.zoo.Policy.INSTANT;

import java.util.List;

/** What a {@link BrokenMerchant} does otherwise than the reference: one mistake each, as real merchants make them. */
public enum Flaw {
    NO_SIGNATURE_CHECK(
            "Believes every callback, signed or not.",
            COMPLETED,
            "SIG-03",
            "SIG-01",
            "SIG-02",
            "SIG-04",
            "SIG-05",
            "SIG-06",
            "SIG-08"),
    ACCEPTS_MISSING_KEY("Checks the signature only when there is one.", COMPLETED, "SIG-01", "SIG-08"),
    SKIPS_CHECK_OF_ODD_KEY(
            "Checks only what looks like a signature, and takes anything else for a test call.",
            COMPLETED,
            "SIG-02",
            "SIG-01",
            "SIG-08"),
    CHECKS_ONLY_FORM_OF_KEY(
            "Is content when the key looks like a signature.",
            COMPLETED,
            "SIG-03",
            "SIG-04",
            "SIG-05",
            "SIG-06",
            "SIG-08"),
    CHECKS_FIRST_CALLBACK_ONLY(
            "Checks the first callback of a trade and trusts the trade's id from then on.",
            COMPLETED,
            "SIG-04",
            "SIG-05",
            "SIG-06",
            "SIG-03",
            "SIG-01",
            "SIG-02",
            "SIG-08"),
    SIGNS_RAW_BODY("Takes the HMAC of the whole body, as other providers want it.", COMPLETED, "CB-01"),
    SIGNS_RAW_TRADE("Takes the HMAC of the trade's text as it came, unsorted.", COMPLETED, "CB-01"),
    SORTS_TOP_LEVEL_ONLY("Sorts the trade's own members, but not those of its items.", COMPLETED, "CB-01"),
    ESCAPES_NON_ASCII(
            "Writes the canonical text with ★ and ™ as escapes, as Python does by itself.",
            COMPLETED,
            "CB-10",
            "CB-01",
            "CB-09"),
    KEEPS_ESCAPES("Keeps the escapes of a text as they came instead of what they mean.", COMPLETED, "CB-09"),
    KEEPS_NUMBER_TEXT("Keeps the digits of a number as they came, with zeros at the end.", COMPLETED, "CB-08"),
    SIGNS_TWO_DECIMALS(
            "Writes every amount with two decimals, so that 8.6 is signed as 8.60.", COMPLETED, "CB-01", "AMT-01"),
    DROPS_UNKNOWN_MEMBERS(
            "Reads the trade into a class first, so that members it does not know are missing in what it signs.",
            COMPLETED,
            "CB-04"),
    CRASHES_ON_MALFORMED_KEY(
            "Answers 500 when the key is not hex of the right length.", COMPLETED, "SIG-08", "SIG-02", "SIG-01"),
    ANSWERS_500_TO_WRONG_SIGNATURE(
            "Refuses a wrong signature as an error of its own.",
            COMPLETED,
            "SIG-08",
            "SIG-01",
            "SIG-02",
            "SIG-03",
            "SIG-04",
            "SIG-05",
            "SIG-06"),
    ANSWERS_200_TO_WRONG_SIGNATURE(
            "Drops a wrong signature silently, with 200.",
            COMPLETED,
            "SIG-08",
            "SIG-01",
            "SIG-02",
            "SIG-03",
            "SIG-04",
            "SIG-05",
            "SIG-06"),
    ECHOES_EXPECTED_KEY("Tells in its 401 which key it had expected.", COMPLETED, "SIG-07"),

    ACCEPTS_ANY_CONTENT_TYPE("Reads JSON out of whatever comes, as text/plain too.", COMPLETED, "BAD-02"),
    ANSWERS_500_TO_MALFORMED_JSON("Fails with 500 on what is not JSON.", COMPLETED, "BAD-01", "SIG-08"),
    ANSWERS_200_TO_MALFORMED_JSON("Acknowledges what is not JSON.", COMPLETED, "BAD-01"),
    ACCEPTS_EMPTY_BODY("Takes an empty body for somebody who looks whether it is up: 200.", COMPLETED, "BAD-03"),
    BODY_OF_100_KB("Takes bodies of at most 100 kB, as many frameworks do by themselves.", COMPLETED, "CB-11"),
    MARKS_BEFORE_READING(
            "Marks a callback as seen once its first bytes tell trade and status, so that a body cut off is lost.",
            COMPLETED,
            "BAD-04"),
    CUTS_TRADE_OUT_OF_TEXT(
            "Finds the trade in the body by the text around it, which white space changes.",
            COMPLETED,
            "CB-07",
            "CB-06"),
    TAKES_FIRST_TYPE_IN_TEXT(
            "Finds the trade's type by searching the text, where in another order an item's type comes first.",
            COMPLETED,
            "CB-06",
            "CB-09"),
    FAILS_ON_UNKNOWN_MEMBERS("Answers 500 when the trade has a member it does not know.", COMPLETED, "CB-04"),
    FAILS_ON_BAD_END("Books what a bad end asks for, and then answers 500 to it.", COMPLETED, "CB-12"),
    FAILS_ON_UNKNOWN_STATUS("Answers 500 when the trade has a status it does not know.", COMPLETED, "CB-05"),

    ANSWERS_204(
            "Answers 204, which is not the documented 200.",
            COMPLETED,
            "CB-01",
            "CB-04",
            "CB-05",
            "CB-06",
            "CB-07",
            "CB-08",
            "CB-09",
            "CB-10",
            "CB-11",
            "CB-12"),
    SLOW("Answers a completed trade only after 4 seconds.", COMPLETED, "CB-03"),
    TOO_SLOW("Answers a completed trade only after 20 seconds.", COMPLETED, "CB-02", "CB-01", "CB-03"),
    FAILS_FIRST_TIME(
            "Answers 500 to a completed trade at first, and gets it right the second time.",
            COMPLETED,
            "CB-01",
            "CB-04",
            "CB-06",
            "CB-07",
            "CB-08",
            "CB-09",
            "CB-10",
            "CB-11"),
    SWALLOWS_OWN_ERROR(
            "Answers 200 to a completed trade although its database failed, so that nobody tries again.",
            COMPLETED,
            "ONCE-04",
            "AMT-01",
            "AMT-04",
            "AMT-05"),
    ACKNOWLEDGES_THEN_LOSES(
            "Answers 200 before it works, and has nothing left to repeat when its database fails.",
            COMPLETED,
            "ONCE-04",
            "AMT-01",
            "AMT-04",
            "AMT-05"),
    MARKS_BEFORE_BOOKING(
            "Marks a callback as seen, fails with 500, and takes the next attempt for a duplicate.",
            COMPLETED,
            "ONCE-04",
            "CB-01",
            "AMT-01",
            "AMT-04",
            "AMT-05"),

    STOPS_WHEN_HUNG_UP_ON(
            "Marks a callback as seen, begins its answer, and drops the booking when the connection breaks meanwhile.",
            COMPLETED,
            "ONCE-04"),

    NO_IDEMPOTENCY(
            "Credits as often as it is told to.",
            COMPLETED,
            "ONCE-01",
            "ONCE-02",
            "ONCE-04",
            "ONCE-05",
            "ONCE-09",
            "AMT-02",
            "CB-06",
            "CB-07",
            "CB-08",
            "CB-09",
            "WHEN-04"),
    ONCE_PER_TRADE(
            "Handles each trade once, so that after the hold it is never completed or taken back.",
            INSTANT,
            "AMT-01",
            "AMT-03",
            "AMT-05",
            "END-05",
            "END-06",
            "END-08",
            "ONCE-08",
            "ONCE-09"),
    REMEMBERS_LAST_STATUS_ONLY(
            "Knows a duplicate only when it repeats the status that came last.",
            INSTANT,
            "ONCE-10",
            "ONCE-11",
            "ONCE-08",
            "ONCE-09",
            "AMT-02",
            "LATE-01",
            "LATE-02",
            "LATE-03"),
    COMPARES_RAW_BODIES(
            "Knows a duplicate by its bytes, so that the same status in other bytes is credited again.",
            COMPLETED,
            "CB-06",
            "CB-07",
            "CB-08",
            "CB-09",
            "WHEN-04",
            "ONCE-09"),
    CHECKS_THEN_ACTS(
            "Looks whether the credit is there and then enters it, without a unique key.",
            INSTANT,
            "ONCE-02",
            "ONCE-03",
            "END-07",
            "ONCE-08",
            "ONCE-09"),
    LOSES_UPDATES(
            "Reads a balance, adds, and writes it back, so that of two credits at once one is lost.",
            COMPLETED,
            "ONCE-07"),
    DEDUPLICATES_BY_USER(
            "Takes the second trade of a user for a repetition of the first.", COMPLETED, "ONCE-07", "AMT-01"),
    SETTLES_WITHOUT_LOCK(
            "Takes trade and status as the unique key, and works out the rest from what it reads without a lock.",
            INSTANT,
            "ONCE-08"),
    TAKES_BACK_WITHOUT_LOCK(
            "Takes back what it reads without a lock, while a credit that it does not see is on its way.",
            COMPLETED,
            "ONCE-09"),
    KEEPS_USER_IN_A_FIELD("Keeps the current user in a field that all requests share.", COMPLETED, "ONCE-12"),
    CREDITS_FIRST_USER(
            "Credits the user whose callback came first since it was started.", COMPLETED, "ONCE-12", "AMT-01"),
    DROPS_LATE_HOLD(
            "Credits only the rest at the end and drops a hold that comes after it.", INSTANT, "ONCE-11", "ONCE-08"),
    IGNORES_EARLY_TRADES(
            "Stores an order when AssetPay has answered, and ignores for ever a trade it heard of before that.",
            COMPLETED,
            "ONCE-06"),

    TRUSTS_EVENT("Decides on the event, which nobody signed.", COMPLETED, "WHEN-03", "WHEN-04"),
    DEMANDS_MATCHING_EVENT("Ignores a callback whose event differs from the trade's status.", COMPLETED, "WHEN-04"),
    CREDITS_AT_ACTIVE("Takes ACTIVE, which means accepted, for the end.", COMPLETED, "WHEN-01", "WHEN-02"),
    CREDITS_HOLD_UNDER_COMPLETED(
            "Credits preCredit at the hold although its policy is to wait.", COMPLETED, "WHEN-02", "AMT-03", "ONCE-03"),
    CREDITS_ALL_AT_HOLD("Credits the whole price at the hold.", INSTANT, "WHEN-02", "AMT-03", "AMT-05", "ONCE-03"),
    CREDITS_ALL_TWICE(
            "Credits the whole price at the hold and again at the end.",
            INSTANT,
            "AMT-02",
            "WHEN-02",
            "AMT-01",
            "AMT-03",
            "AMT-05",
            "ONCE-08",
            "ONCE-11"),
    CREDITS_HOLD_AND_ALL(
            "Credits preCredit at the hold and the whole price on top of it at the end.",
            INSTANT,
            "AMT-02",
            "AMT-01",
            "AMT-03",
            "ONCE-08",
            "ONCE-11"),
    CREDITS_PENDING_ONLY(
            "Credits only pendingCredit at the end although it gave nothing before.", COMPLETED, "AMT-01", "AMT-04"),
    FLOATS("Adds up balances in binary floating point.", COMPLETED, "AMT-01"),
    TRUNCATES_CENTS("Multiplies by a hundred in floating point and cuts off the rest.", COMPLETED, "AMT-01"),
    TAKES_DOLLARS_FOR_CENTS("Takes amounts for cents.", COMPLETED, "AMT-01", "AMT-04", "AMT-05"),
    ROUNDS_HOLD("Rounds preCredit to whole dollars.", INSTANT, "AMT-03", "WHEN-02", "ONCE-03"),
    TAKES_ZERO_FOR_ALL(
            "Credits totalPrice at the hold where preCredit is 0, by an \"or\" that zero does not survive.",
            INSTANT,
            "AMT-05"),
    IGNORES_RUST("Knows only CS2.", COMPLETED, "AMT-04"),

    CREDITS_DECLINED("Takes DECLINED for an end like any other, and credits.", COMPLETED, "END-01"),
    CREDITS_FAILED("Takes FAILED for an end like any other, and credits.", COMPLETED, "END-02", "END-08", "LATE-03"),
    CREDITS_CANCELED(
            "Looks for CANCELLED with two Ls and credits every end that is no failure.", COMPLETED, "END-03", "END-04"),
    FORGETS_REVERTED("Ignores REVERTED.", COMPLETED, "END-06", "END-07", "ONCE-09", "LATE-02"),
    TAKES_BACK_EACH_TIME("Takes the credit back whenever REVERTED comes.", COMPLETED, "END-07"),
    TAKES_BACK_TOO_MUCH(
            "Takes the whole price back although only preCredit was given.",
            INSTANT,
            "END-05",
            "ONCE-09",
            "LATE-01",
            "LATE-02"),
    KEEPS_HOLD_ON_FAILURE("Does not take preCredit back when the trade fails during the hold.", INSTANT, "END-08"),
    CREDITS_HOLD_AFTER_REVERTED("Credits a hold that arrives when the trade was reverted already.", INSTANT, "LATE-01"),
    CREDITS_COMPLETED_AFTER_REVERTED(
            "Credits a completion that arrives when the trade was reverted already.", COMPLETED, "LATE-02", "ONCE-09"),
    CREDITS_HOLD_AFTER_FAILURE("Credits a hold that arrives when the trade has failed already.", INSTANT, "LATE-03"),
    FOLLOWS_LATEST_CALLBACK(
            "Brings the balance to what the callback that came last says, however old that is.",
            COMPLETED,
            "LATE-04",
            "ONCE-08",
            "ONCE-09",
            "ONCE-10",
            "ONCE-11",
            "LATE-02"),

    /** Correct where the kit has it start the deposits itself. */
    REFUSES_UNKNOWN_ORDERS("Answers 404 to the callback of an order that it has not stored yet.", COMPLETED),
    /** Correct: nothing is lost as long as it runs. */
    ANSWERS_FIRST("Answers 200 and books afterwards.", COMPLETED);

    private final String description;
    private final Policy policy;
    private final List<String> requirements;

    Flaw(String description, Policy policy, String... requirements) {
        this.description = description;
        this.policy = policy;
        this.requirements = List.of(requirements);
    }

    /** The mistake in one sentence. */
    public String description() {
        return description;
    }

    /** A policy under which it shows. */
    public Policy policy() {
        return policy;
    }

    /** What it violates under that policy: the main requirement first, then what can follow from it; empty when it is correct. */
    public List<String> requirements() {
        return requirements;
    }

    /**
     * Whether an ordinary deposit already comes out wrong. Then the list names only what shows it best: whatever needs an ordinary
     * deposit cannot be judged.
     */
    public boolean breaksOrdinaryPath() {
        return switch (this) {
            case SIGNS_RAW_BODY,
                    SIGNS_RAW_TRADE,
                    SORTS_TOP_LEVEL_ONLY,
                    ESCAPES_NON_ASCII,
                    SIGNS_TWO_DECIMALS,
                    SWALLOWS_OWN_ERROR,
                    ACKNOWLEDGES_THEN_LOSES,
                    MARKS_BEFORE_BOOKING,
                    ONCE_PER_TRADE,
                    CREDITS_FIRST_USER,
                    DEDUPLICATES_BY_USER,
                    CREDITS_ALL_TWICE,
                    CREDITS_HOLD_AND_ALL,
                    CREDITS_PENDING_ONLY,
                    TRUNCATES_CENTS,
                    TAKES_DOLLARS_FOR_CENTS -> true;
            default -> false;
        };
    }

    /** Whether it shows only when the merchant starts its deposits itself. */
    public boolean needsOwnDeposits() {
        return this == REFUSES_UNKNOWN_ORDERS || this == IGNORES_EARLY_TRADES;
    }
}
