package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.callback.DeliveryPlan;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of fault: its name, what it does, what it can be told. A new one is one entry of {@link CallbackFaults},
 * {@link ApiFaults} or, when it changes the bytes of callbacks, a dialect's mutations; the control API's JSON follows.
 *
 * @param does one sentence
 * @param parameters those that are required must be given
 * @param fits whether it can do anything to a callback, with such parameters; if not, it does not strike
 * @param onCallbacks makes what turns the plans to come, in the order in which they begin, into others; null for kinds that
 *     strike requests
 * @param onRequests makes the fault; null for kinds that strike callbacks
 */
public record FaultKind(
        String name,
        String does,
        List<Setting<?>> parameters,
        BiPredicate<Values, CallbackEvent> fits,
        Function<Values, UnaryOperator<List<DeliveryPlan>>> onCallbacks,
        Function<Values, ApiFault> onRequests) {

    static FaultKind ofCallbacks(
            String name,
            String does,
            Function<Values, UnaryOperator<List<DeliveryPlan>>> make,
            Setting<?>... parameters) {
        return new FaultKind(name, does, List.of(parameters), (values, callback) -> true, make, null);
    }

    static FaultKind ofRequests(String name, String does, Function<Values, ApiFault> make, Setting<?>... parameters) {
        return new FaultKind(name, does, List.of(parameters), (values, callback) -> false, null, make);
    }

    /** The same, striking only such callbacks. */
    FaultKind where(BiPredicate<Values, CallbackEvent> such) {
        return new FaultKind(name, does, parameters, such, onCallbacks, onRequests);
    }

    /** Whether it strikes callbacks, not requests. */
    public boolean strikesCallbacks() {
        return onCallbacks != null;
    }

    /**
     * A fault of this kind.
     *
     * @throws InvalidSetting when a parameter is missing, or does not go with the others
     */
    public Fault with(Values values) {
        for (Setting<?> parameter : parameters) {
            if (parameter.required() && values.get(parameter) == null) {
                throw InvalidSetting.sentence(
                        parameter.name(),
                        "the fault " + name + " needs " + parameter.name() + ", " + parameter.allowed());
            }
        }
        // Made once here, so that what cannot be made is known before it is to strike.
        (strikesCallbacks() ? onCallbacks : onRequests).apply(values);
        return new Fault(this, values);
    }
}
