package io.github.assetpaysim.simulator.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.money.Collateral;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.text.Words;
import java.util.Arrays;
import java.util.List;

/**
 * A Steam id that always behaves in one way, as the numbers of test cards do.
 *
 * @param name a short name, in kebab case
 * @param does what is special about the user, one sentence
 */
public record TestUser(String steamId, String name, String does, Profile profile) {
    /** The file is read at first use, not when the simulator starts. */
    private static final class File {
        static final List<TestUser> ROWS = FixtureRows.read("test-users.json", TestUser::read);
    }

    /** All there are, by Steam id. */
    public static List<TestUser> all() {
        return File.ROWS;
    }

    /** What is special about a Steam user: nothing, unless he is a test user. */
    public static Profile profile(String steamId) {
        return all().stream()
                .filter(user -> user.steamId.equals(steamId))
                .map(TestUser::profile)
                .findFirst()
                .orElse(Profile.ORDINARY);
    }

    private static TestUser read(JsonNode row) {
        JsonNode profile = row.required("profile");
        JsonNode collateral = profile.required("collateral");
        return new TestUser(
                row.required("steamId").textValue(),
                row.required("name").textValue(),
                row.required("does").textValue(),
                new Profile(
                        value(SteamOutcome.values(), profile.required("outcome")),
                        value(Profile.Contents.values(), profile.required("inventory")),
                        List.of(),
                        value(Profile.Account.values(), profile.required("account")),
                        new Collateral(
                                Usd.of(collateral.required("provider").decimalValue()),
                                Usd.of(collateral.required("merchant").decimalValue())),
                        profile.required("pricesMove").booleanValue()));
    }

    private static <E extends Enum<E>> E value(E[] values, JsonNode spelling) {
        return Arrays.stream(values)
                .filter(value -> Words.of(value).equals(spelling.textValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("test-users.json has an unknown " + spelling));
    }
}
