package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.Policy.COMPLETED;
import static io.github.assetpaysim.contract.zoo.Policy.INSTANT;

import java.util.List;

/**
 * What a {@link BrokenMerchant} does otherwise than the reference: one mistake each, as real merchants make them. One table, as long
 * as the zoo is large.
 */
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
            "SIG-08",
            "SIG-09",
            "SIG-10"),
    ACCEPTS_MISSING_KEY("Checks the signature only when there is one.", COMPLETED, "SIG-01", "SIG-08"),
    SKIPS_CHECK_OF_ODD_KEY(
            "Checks only what looks like a signature, and takes anything else for a test call.",
            COMPLETED,
            "SIG-02",
            "SIG-01",
            "SIG-08",
            "SIG-09"),
    CHECKS_ONLY_FORM_OF_KEY(
            "Is content when the key looks like a signature.",
            COMPLETED,
            "SIG-03",
            "SIG-04",
            "SIG-05",
            "SIG-06",
            "SIG-08",
            "SIG-10"),
    CHECKS_FIRST_CALLBACK_ONLY(
            "Checks the first callback of a trade and trusts the trade's id from then on.",
            COMPLETED,
            "SIG-04",
            "SIG-05",
            "SIG-06",
            "SIG-03",
            "SIG-01",
            "SIG-02",
            "SIG-08",
            "SIG-09",
            "SIG-10"),
    SIGNS_RAW_BODY("Takes the HMAC of the whole body, as other providers want it.", COMPLETED, "CB-01"),
    SIGNS_RAW_TRADE("Takes the HMAC of the trade's text as it came, unsorted.", COMPLETED, "CB-01"),
    SORTS_TOP_LEVEL_ONLY("Sorts the trade's own members, but not those of its items.", COMPLETED, "CB-01"),
    ESCAPES_NON_ASCII(
            "Writes the canonical text with ★ and ™ as escapes, as Python does by itself.",
            COMPLETED,
            "CB-10",
            "CB-01",
            "CB-09",
            "CB-04",
            "CB-14",
            "CB-13"),
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

    CACHES_KEYS(
            Topic.KEYS, "Remembers keys that were right, and checks nothing that comes with one of them.", "SIG-10"),
    COMPARES_KEY_LOOSELY(
            Topic.KEYS, "Compares loosely, as PHP does, so that true and 0 equal any key.", "SIG-09", "SIG-08"),
    COMPARES_AS_MUCH_AS_CAME(
            Topic.KEYS,
            "Compares as many digits as came, so that a beginning or nothing is right.",
            "SIG-02",
            "SIG-08"),
    IGNORES_REST_OF_KEY(Topic.KEYS, "Compares the first 64 characters, whatever follows them.", "SIG-02", "SIG-08"),
    TRIMS_KEY(Topic.KEYS, "Strips white space from the key before it compares.", "SIG-02", "SIG-08"),
    ACCEPTS_BASE64_KEY(
            Topic.KEYS, "Takes the signature in base64 too, as other providers send it.", "SIG-02", "SIG-08"),
    FAILS_ON_KEY_THAT_IS_NO_TEXT(Topic.KEYS, "Answers 500 when the key is not a text.", "SIG-08"),

    TAKES_KEY_IN_A_LIST(
            Topic.KEYS,
            "Makes text of whatever the key is, which a list with the right key in it becomes.",
            "SIG-09",
            "SIG-08"),
    SORTS_IGNORING_CASE(Topic.KEYS, "Sorts the members without regard to case.", "CB-04"),
    SORTS_BY_LANGUAGE(Topic.KEYS, "Sorts the members as a dictionary does.", "CB-04"),

    REFUSES_DUPLICATES(Topic.COURSE, "Answers 409 to a status that it has handled before.", "CB-13"),
    FAILS_AFTER_BAD_END(
            Topic.COURSE, "Lets what comes after a failure or a reversal become an error of its own.", "CB-13"),
    FORGETS_TRADES_THAT_ARE_OVER(Topic.COURSE, "Answers 404 to what still comes about a completed trade.", "CB-13"),
    REFUSES_EARLIER_STATUSES(Topic.COURSE, "Answers 422 to a status that the trade has left behind.", "CB-13"),
    REFUSES_ESCROW(Topic.COURSE, "Answers 422 to ESCROW, which it has never heard of.", "CB-13"),
    DECODES_PIECES(
            Topic.COURSE, "Makes text of each packet by itself, whatever character it ends in.", "CB-14", "CB-11"),

    KNOWS_TRADES_FROM_FIRST_CALLBACK(
            Topic.COURSE,
            "Stores a trade at INITIATED, and ignores one of which it has not heard that.",
            "LOST-01",
            "LOST-03"),
    IGNORES_WHAT_MAY_NOT_FOLLOW(
            Topic.COURSE, "Ignores a status that does not follow the one before.", "LOST-01", "LOST-02", "LOST-03"),
    COUNTS_ON_HOLD(
            Topic.COURSE,
            INSTANT,
            "Credits the rest alone at the end, as it gave preCredit at the hold.",
            "LOST-02",
            "LOST-03"),
    IGNORES_UNKNOWN_COMPLETED(Topic.COURSE, "Ignores a completion of a trade that it has never heard of.", "LOST-03"),
    TAKES_BACK_WHAT_HOLD_GIVES(
            Topic.COURSE, INSTANT, "Takes back what the hold gives, also when no hold came.", "LOST-04"),

    TAKES_EXTERNAL_ID_FOR_ID(
            Topic.COURSE, "Tells trades apart by externalId, so that all without one are the same.", "OPT-01"),
    READS_CLIENT_ID_AS_NUMBER(
            Topic.COURSE, "Reads externalClientUserId as a small number, and fails when it is none.", "OPT-02"),
    DEMANDS_CLIENT_ID(Topic.COURSE, "Fails with 500 on a trade that has no externalClientUserId.", "CB-01"),
    TAKES_STEAM_ID_FOR_NUMBER(
            Topic.COURSE, "Keeps Steam ids as floating-point numbers, which take neighbours for one.", "ONCE-14"),
    SUMS_ITEMS(Topic.COURSE, "Adds up the items' prices, and overlooks how many a stack has.", "AMT-04", "CB-11"),
    DEDUPLICATES_BY_KEY(
            Topic.COURSE,
            "Knows a repetition by its key, which a newer snapshot of the status does not have.",
            "ONCE-13"),
    DEDUPLICATES_BY_UPDATED_AT(Topic.COURSE, "Takes status and updatedAt for what tells callbacks apart.", "ONCE-13"),
    BOOKS_NEWER_SNAPSHOTS(
            Topic.COURSE, "Books a status again when its snapshot is newer than what it saw before.", "ONCE-13"),

    IGNORES_REVERTED_ON_HOLD(
            Topic.COURSE,
            INSTANT,
            "Takes REVERTED for the undoing of a completion, and ignores it before one.",
            "END-05",
            "LOST-04",
            "ONCE-09",
            "LATE-01",
            "LATE-02",
            "LATE-05"),
    KEEPS_HOLD_PER_USER(
            Topic.COURSE,
            INSTANT,
            "Remembers for each user what the latest hold gave, and credits the rest at the end.",
            "ONCE-07"),
    KEEPS_HOLD_OF_CANCELED(
            Topic.COURSE, INSTANT, "Looks for CANCELLED with two Ls when it takes back what the hold gave.", "END-09"),
    IGNORES_UNKNOWN_ENDINGS(Topic.COURSE, "Ignores a bad end of a deposit that it has never heard of.", "LATE-05"),
    TAKES_ESCROW_FOR_THE_END(Topic.COURSE, "Takes ESCROW for an end, and ignores whatever comes after it.", "WHEN-05"),
    CREDITS_END_OF_ESCROW(Topic.COURSE, "Credits a trade when its escrow ends, however.", "END-10"),
    CREDITS_HOLD_AFTER_CANCELED(
            Topic.COURSE,
            INSTANT,
            "Credits a hold that arrives when the trade was canceled already.",
            "LATE-03",
            "LATE-05"),

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
    FAILS_ON_BAD_END("Books what a bad end asks for, and then answers 500 to it.", COMPLETED, "CB-12", "CB-13"),
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
            "CB-12",
            "CB-13"),
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
            "CB-11",
            "CB-13"),
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
            "WHEN-04",
            "ONCE-13"),
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
            "LATE-03",
            "LATE-05"),
    COMPARES_RAW_BODIES(
            "Knows a duplicate by its bytes, so that the same status in other bytes is credited again.",
            COMPLETED,
            "CB-06",
            "CB-07",
            "CB-08",
            "CB-09",
            "WHEN-04",
            "ONCE-09",
            "ONCE-13"),
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
            "Credits only the rest at the end and drops a hold that comes after it.",
            INSTANT,
            "ONCE-11",
            "ONCE-08",
            "LOST-02",
            "LOST-03"),
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
    TRUNCATES_HOLD("Multiplies preCredit by a hundred in floating point and cuts off the rest.", INSTANT, "AMT-03"),
    TAKES_ZERO_FOR_ALL(
            "Credits totalPrice at the hold where preCredit is 0, by an \"or\" that zero does not survive.",
            INSTANT,
            "AMT-05"),
    OVERFLOWS("Keeps amounts in millionths of a dollar, in 32 bits.", COMPLETED, "AMT-06"),
    IGNORES_RUST("Knows only CS2.", COMPLETED, "AMT-04"),

    CREDITS_DECLINED("Takes DECLINED for an end like any other, and credits.", COMPLETED, "END-01"),
    CREDITS_FAILED(
            "Takes FAILED for an end like any other, and credits.",
            COMPLETED,
            "END-02",
            "END-08",
            "LATE-03",
            "LATE-05",
            "END-10"),
    CREDITS_CANCELED(
            "Looks for CANCELLED with two Ls and credits every end that is no failure.",
            COMPLETED,
            "END-03",
            "END-04",
            "END-09",
            "END-10",
            "LATE-03",
            "LATE-05"),
    FORGETS_REVERTED("Ignores REVERTED.", COMPLETED, "END-06", "END-07", "END-11", "ONCE-09", "LATE-02", "LATE-05"),
    TAKES_BACK_EACH_TIME("Takes the credit back whenever REVERTED comes.", COMPLETED, "END-07"),
    TAKES_BACK_TOO_MUCH(
            "Takes the whole price back although only preCredit was given.",
            INSTANT,
            "END-05",
            "ONCE-09",
            "LATE-01",
            "LATE-02",
            "LATE-05",
            "LOST-04"),
    KEEPS_HOLD_ON_FAILURE(
            "Does not take preCredit back when the trade fails during the hold.", INSTANT, "END-08", "END-09"),
    CREDITS_HOLD_AFTER_REVERTED(
            "Credits a hold that arrives when the trade was reverted already.", INSTANT, "LATE-01", "LATE-05"),
    CREDITS_COMPLETED_AFTER_REVERTED(
            "Credits a completion that arrives when the trade was reverted already.",
            COMPLETED,
            "LATE-02",
            "LATE-05",
            "ONCE-09"),
    CREDITS_HOLD_AFTER_FAILURE(
            "Credits a hold that arrives when the trade has failed already.", INSTANT, "LATE-03", "LATE-05"),
    FOLLOWS_LATEST_CALLBACK(
            "Brings the balance to what the callback that came last says, however old that is.",
            COMPLETED,
            "LATE-04",
            "ONCE-08",
            "ONCE-09",
            "ONCE-10",
            "ONCE-11",
            "LATE-02",
            "LATE-05"),

    /** Correct where the kit has it start the deposits itself. */
    REFUSES_UNKNOWN_ORDERS("Answers 404 to the callback of an order that it has not stored yet.", COMPLETED),
    /** Correct: nothing is lost as long as it runs. */
    ANSWERS_FIRST("Answers 200 and books afterwards.", COMPLETED),

    APPROVES_WITH_201(
            Topic.GATES,
            "Approves with 201, as something was made, which is no verdict.",
            "GATE-01",
            "GATE-07",
            "GATE-09",
            "GATE-14",
            "GATE-15",
            "GATE-22"),
    APPROVES_UNDEBITED(
            Topic.GATES,
            "Approves every withdrawal and debits nobody.",
            "GATE-02",
            "GATE-21",
            "GATE-03",
            "GATE-05",
            "GATE-06",
            "GATE-07",
            "GATE-08",
            "GATE-09",
            "GATE-14",
            "GATE-15",
            "GATE-16",
            "GATE-17",
            "GATE-18",
            "WD-02",
            "WD-16"),
    DEBITS_AT_COMPLETED(
            Topic.GATES,
            "Looks at the gate whether the balance is enough, and debits when the withdrawal is completed.",
            "GATE-02",
            "GATE-21",
            "GATE-05",
            "GATE-06",
            "GATE-07",
            "GATE-08",
            "GATE-09",
            "GATE-14",
            "GATE-15",
            "GATE-16",
            "GATE-18"),
    DEBITS_FIRST_ITEM(
            Topic.GATES,
            "Debits the price of the first item where there are several.",
            "GATE-21",
            "GATE-02",
            "GATE-05",
            "GATE-06",
            "GATE-07",
            "GATE-09",
            "GATE-14",
            "GATE-15",
            "GATE-16",
            "GATE-18",
            "WD-02",
            "WD-16"),
    DEBITS_WITHOUT_COVER(
            Topic.GATES,
            "Debits and approves what the balance does not cover, so that it falls below zero.",
            "GATE-03",
            "GATE-04",
            "GATE-08",
            "GATE-09",
            "GATE-14",
            "GATE-17"),
    REFUSES_WITH_200(
            Topic.GATES,
            "Refuses with 200 and an error in the body.",
            "GATE-03",
            "GATE-08",
            "GATE-09",
            "GATE-14",
            "GATE-17"),
    REFUSES_WITH_429(
            Topic.GATES, "Refuses with 429, which is no verdict, so that it is asked again.", "GATE-03", "GATE-17"),
    REFUSES_WITH_500(Topic.GATES, "Lets a balance that is too low become an error of its own.", "GATE-03", "GATE-17"),
    DEBITS_BEFORE_LOOKING(
            Topic.GATES,
            "Debits, finds that the balance was too low, and refuses without giving it back.",
            "GATE-04",
            "GATE-08",
            "GATE-09",
            "GATE-14",
            "GATE-17"),
    DEBITS_EACH_TIME(Topic.GATES, "Debits as often as it is asked.", "GATE-05", "GATE-06", "GATE-07"),
    CHECKS_THEN_DEBITS(
            Topic.GATES,
            "Looks whether the debit is there and then enters it, without a unique key.",
            "GATE-06",
            "GATE-07",
            "WD-12"),
    REFUSES_REPETITIONS(Topic.GATES, "Answers 409 when it is asked again about a withdrawal that it knows.", "GATE-07"),
    FORGETS_OWN_DEBIT(
            Topic.GATES,
            "Looks at the balance first, and refuses a repetition that what is left does not cover.",
            "GATE-07"),
    RECONSIDERS_REFUSALS(
            Topic.GATES,
            "Looks at the balance again when it has refused before, and approves once there is enough.",
            "GATE-08"),
    LOCKS_CREDITS_APART(
            Topic.GATES,
            "Reads a balance, changes it, and writes it back, credits under one lock and debits under another.",
            "GATE-23"),
    REMEMBERS_LOW_BALANCE(
            Topic.GATES,
            "Keeps the balance of a user whom it refuses, and does not read it again when he has deposited.",
            "GATE-22"),
    SPENDS_WITHOUT_LOCK(
            Topic.GATES,
            "Reads the balance without a lock, so that two withdrawals at once spend the same money.",
            "GATE-09"),
    CHECKS_DEPOSITS_ONLY(Topic.GATES, "Checks the signatures of deposits, and believes every withdrawal.", "GATE-10"),
    ACCEPTS_KEYLESS_GATE(Topic.GATES, "Checks the signature of a withdrawal only when there is one.", "GATE-10"),
    CHECKS_FORM_OF_GATES_KEY(Topic.GATES, "Is content when the key of a withdrawal looks like a signature.", "GATE-10"),
    TAKES_DEPOSIT_FOR_GATE(
            Topic.GATES,
            "Takes INITIATED for a gate whatever the type, and debits the user who deposits.",
            "GATE-11",
            "GATE-23"),
    FORGIVES_WHAT_IS_SPENT(
            Topic.GATES,
            "Takes back no more than is there when a deposit is reverted, and forgets the rest.",
            "END-11"),
    TOO_SLOW_GATE(Topic.GATES, "Answers the gate only after 20 seconds.", "GATE-12", "GATE-01", "GATE-13"),
    SLOW_GATE(Topic.GATES, "Answers the gate only after 4 seconds.", "GATE-13"),
    REFUSES_EXACT_BALANCE(
            Topic.GATES,
            "Wants more than the price, so that a balance of exactly the price is refused.",
            "GATE-14",
            "GATE-15"),
    COMPARES_WHOLE_DOLLARS(
            Topic.GATES,
            "Compares balance and price in whole dollars, so that a cent too little is enough.",
            "GATE-14"),
    COMPARES_FLOATS(Topic.GATES, "Adds up the balance in binary floating point before it compares.", "GATE-15"),
    TRUNCATES_DEBIT(
            Topic.GATES,
            "Multiplies the price by a hundred in floating point and cuts off the rest.",
            "GATE-15",
            "GATE-02",
            "GATE-21",
            "GATE-05",
            "GATE-06",
            "GATE-07",
            "GATE-09",
            "GATE-14",
            "GATE-16",
            "GATE-18",
            "WD-02",
            "WD-16"),
    TRUSTS_EVENT_AT_GATE(Topic.GATES, "Takes the event INITIATED for the gate, and no other.", "GATE-16"),
    FAILS_ON_UNKNOWN_USER(Topic.GATES, "Answers 500 to the gate of a user who has never had anything.", "GATE-17"),
    DEBITS_USER_IN_A_FIELD(Topic.GATES, "Keeps the user who withdraws in a field that all requests share.", "GATE-18"),
    FORGETS_EARLY_ENDINGS(
            Topic.GATES,
            "Ignores an ending it has no debit for, and debits when the gate arrives after it.",
            "GATE-19",
            "WD-12"),

    DEBITS_AGAIN_AT_ACTIVE(Topic.REFUNDS, "Debits at the gate, and again when AssetPay buys.", "WD-01", "WD-16"),
    DEBITS_AGAIN_AT_HOLD(Topic.REFUNDS, "Debits at the gate, and again when the user has the skin.", "WD-01", "WD-13"),
    DEBITS_AGAIN_AT_COMPLETED(
            Topic.REFUNDS,
            "Debits at the gate, and again when the withdrawal is completed.",
            "WD-01",
            "WD-13",
            "WD-16"),
    REFUNDS_DURING_ESCROW(
            Topic.REFUNDS,
            "Gives the price back while the skin is in escrow, and debits it again after that.",
            "WD-01"),
    CREDITS_WITHDRAWAL(
            Topic.REFUNDS,
            "Credits COMPLETED whatever the type, as it does with a deposit.",
            "WD-02",
            "WD-13",
            "WD-16"),
    KEEPS_DEBIT_OF_FAILED(
            Topic.REFUNDS,
            "Gives nothing back when a withdrawal fails.",
            "WD-03",
            "WD-08",
            "WD-09",
            "WD-10",
            "WD-13",
            "WD-15",
            "WD-16",
            "WD-17"),
    REFUNDS_FIRST_ITEM(
            Topic.REFUNDS,
            "Gives back the price of the first item where there are several.",
            "WD-03",
            "WD-04",
            "WD-05",
            "WD-06",
            "WD-07",
            "WD-08",
            "WD-09",
            "WD-10",
            "WD-12",
            "WD-13",
            "WD-14",
            "WD-15",
            "WD-16",
            "WD-17"),
    REFUNDS_WHOLE_DOLLARS(
            Topic.REFUNDS,
            "Gives back whole dollars only.",
            "WD-03",
            "WD-04",
            "WD-05",
            "WD-06",
            "WD-07",
            "WD-08",
            "WD-09",
            "WD-10",
            "WD-12",
            "WD-13",
            "WD-14",
            "WD-15",
            "WD-16",
            "WD-17"),
    KEEPS_DEBIT_OF_CANCELED(
            Topic.REFUNDS,
            "Looks for CANCELLED with two Ls, and gives nothing back for CANCELED.",
            "WD-04",
            "WD-08",
            "WD-12",
            "WD-14"),
    KEEPS_DEBIT_OF_DECLINED(Topic.REFUNDS, "Gives nothing back when the user declines.", "WD-05"),
    KEEPS_DEBIT_OF_REVERTED(
            Topic.REFUNDS,
            "Knows REVERTED from deposits only, and gives nothing back for it.",
            "WD-06",
            "WD-07",
            "WD-15"),
    KEEPS_DEBIT_AFTER_COMPLETED(
            Topic.REFUNDS, "Takes COMPLETED for final, and gives nothing back when it is reverted.", "WD-07"),
    KEEPS_DEBIT_ONCE_DELIVERED(
            Topic.REFUNDS,
            "Expects nothing but REVERTED of a skin on hold or in escrow, and gives nothing back for FAILED or CANCELED.",
            "WD-08",
            "WD-15"),
    CHECKS_THEN_REFUNDS(
            Topic.REFUNDS, "Looks whether the refund is there and then enters it, without a unique key.", "WD-09"),
    REFUNDS_EACH_TIME(Topic.REFUNDS, "Gives the price back as often as an ending comes.", "WD-10", "WD-09"),
    REFUNDS_NEW_SNAPSHOTS(
            Topic.REFUNDS,
            "Knows a repeated ending by its content, so that a newer snapshot of it is refunded again.",
            "WD-10"),
    REFUNDS_NEWER_SNAPSHOTS(
            Topic.REFUNDS, "Refunds again when the ending's snapshot is newer than what it saw before.", "WD-10"),
    REFUNDS_REFUSED(
            Topic.REFUNDS,
            "Gives the price back when a withdrawal ends, also when it had refused it.",
            "WD-11",
            "GATE-19",
            "WD-12"),
    REFUNDS_WITHOUT_LOCK(
            Topic.REFUNDS,
            "Gives back what it reads without a lock, while a debit that it does not see is on its way.",
            "WD-12"),
    FOLLOWS_LATEST_STATUS(
            Topic.REFUNDS,
            "Brings the debit to what the status that came last says, so that a late one debits again.",
            "WD-13",
            "WD-09"),
    REFUNDS_ONLY_AFTER_ACTIVE(
            Topic.REFUNDS,
            "Takes a withdrawal for approved once it hears of the purchase, and gives nothing back before.",
            "WD-14",
            "WD-12",
            "WD-15"),
    REFUNDS_BY_LAST_STATUS(
            Topic.REFUNDS,
            "Gives back only when it has seen the status that usually comes before that ending.",
            "WD-15",
            "WD-12",
            "WD-14"),
    REFUNDS_WITHOUT_HOLD(
            Topic.REFUNDS, "Takes a completion without a hold for a failure, as every one in Rust is.", "WD-16"),
    REFUNDS_LATEST(
            Topic.REFUNDS, "Gives back the price of the user's latest withdrawal, whichever has ended.", "WD-17"),
    REFUNDS_EACH_USER_ONCE(
            Topic.REFUNDS, "Tells refunds apart by their user, who gets back one withdrawal and no other.", "WD-17"),

    ACKNOWLEDGES_WITHDRAWALS(
            Topic.NO_WITHDRAWALS,
            "Takes no withdrawals, and answers 200 to them as it need not do anything.",
            "GATE-20"),
    IGNORES_TYPE(Topic.NO_WITHDRAWALS, "Takes no withdrawals, and never looks at the type.", "GATE-20"),
    ANSWERS_200_TO_UNKNOWN_TYPES(
            Topic.NO_WITHDRAWALS,
            "Takes no withdrawals, and refuses them with 200 and an error in the body.",
            "GATE-20");

    /** What it is that goes wrong. */
    enum Topic {
        DEPOSITS,
        /** Which keys are taken, and what they are computed over. */
        KEYS,
        /** In which course a deposit's callbacks come, and what they lack. */
        COURSE,
        /** What a withdrawal's gate is answered and debits. */
        GATES,
        /** What follows the gate. */
        REFUNDS,
        /** The merchant takes no withdrawals. */
        NO_WITHDRAWALS
    }

    private final Topic topic;
    private final String description;
    private final Policy policy;
    private final List<String> requirements;

    Flaw(String description, Policy policy, String... requirements) {
        this(Topic.DEPOSITS, policy, description, requirements);
    }

    /** One to which it is all the same when deposits are credited. */
    Flaw(Topic topic, String description, String... requirements) {
        this(topic, COMPLETED, description, requirements);
    }

    Flaw(Topic topic, Policy policy, String description, String... requirements) {
        this.topic = topic;
        this.description = description;
        this.policy = policy;
        this.requirements = List.of(requirements);
    }

    Topic topic() {
        return topic;
    }

    /** Whether it shows in withdrawals only. */
    public boolean isOfWithdrawals() {
        return switch (topic) {
            case GATES, REFUNDS, NO_WITHDRAWALS -> true;
            case DEPOSITS, KEYS, COURSE -> false;
        };
    }

    /** Whether it takes no withdrawals, so that it should refuse every gate. */
    public boolean takesNoWithdrawals() {
        return topic == Topic.NO_WITHDRAWALS;
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
            case DEMANDS_CLIENT_ID,
                    SIGNS_RAW_BODY,
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

    /** Whether it shows only when two requests meet, for which the merchant waits a moment. */
    public boolean isRace() {
        return switch (this) {
            case CHECKS_THEN_ACTS,
                    LOSES_UPDATES,
                    SETTLES_WITHOUT_LOCK,
                    TAKES_BACK_WITHOUT_LOCK,
                    KEEPS_USER_IN_A_FIELD,
                    CHECKS_THEN_DEBITS,
                    SPENDS_WITHOUT_LOCK,
                    LOCKS_CREDITS_APART,
                    DEBITS_USER_IN_A_FIELD,
                    CHECKS_THEN_REFUNDS,
                    REFUNDS_WITHOUT_LOCK -> true;
            default -> false;
        };
    }

    /** Whether it shows only when the merchant starts its deposits itself. */
    public boolean needsOwnDeposits() {
        return this == REFUSES_UNKNOWN_ORDERS || this == IGNORES_EARLY_TRADES;
    }

    /** Whether it wants to hear of a trade from its beginning, which short scenes leave out. */
    boolean needsWholeCourse() {
        return this == KNOWS_TRADES_FROM_FIRST_CALLBACK
                || this == IGNORES_WHAT_MAY_NOT_FOLLOW
                || this == IGNORES_UNKNOWN_COMPLETED;
    }
}
