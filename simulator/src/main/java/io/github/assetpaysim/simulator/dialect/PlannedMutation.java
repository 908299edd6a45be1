package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;

/**
 * A mutation that a callback is to undergo. Equal edits have the same effect on the same callback. The dialect applies the edits of
 * a callback in an order of its own, whatever order they were planned in.
 *
 * @param values of the mutation's parameters, those at their standard included
 */
public record PlannedMutation(BodyMutation mutation, Values values) {
    /**
     * An edit by a mutation.
     *
     * @param values what others than the mutation's parameters are set to is left out
     * @throws InvalidSetting when the parameters do not go together
     */
    public static PlannedMutation of(BodyMutation mutation, Values values) {
        Values own = Values.NONE;
        for (Setting<?> parameter : mutation.parameters()) {
            own = copy(parameter, values, own);
        }
        mutation.check(own);
        return new PlannedMutation(mutation, own);
    }

    private static <T> Values copy(Setting<T> parameter, Values from, Values to) {
        return to.with(parameter, from.get(parameter));
    }
}
