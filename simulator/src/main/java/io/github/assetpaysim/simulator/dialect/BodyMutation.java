package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.List;

/**
 * A way in which a dialect's callbacks can say something, or say it, otherwise than AssetPay would. Each is a kind of fault of that
 * dialect; its effect on the bytes is known to the dialect alone.
 */
public interface BodyMutation {
    /** In kebab case; no other fault of callbacks has it. */
    String name();

    /** One sentence: what is different. */
    String does();

    /** What it can be told. */
    List<Setting<?>> parameters();

    /**
     * Looks at the parameters together.
     *
     * @throws InvalidSetting when one does not go with the others
     */
    default void check(Values values) {}

    /** Whether it changes anything in that callback; if not, it does not strike. */
    default boolean fits(Values values, CallbackEvent callback) {
        return true;
    }
}
