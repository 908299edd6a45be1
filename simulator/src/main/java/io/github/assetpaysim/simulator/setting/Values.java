package io.github.assetpaysim.simulator.setting;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** What some settings are set to; every other one is at its standard. Immutable. */
public final class Values {
    /** Nothing is set. */
    public static final Values NONE = new Values(Map.of());

    private final Map<Setting<?>, Object> set;

    private Values(Map<Setting<?>, Object> set) {
        this.set = set;
    }

    /** The value in force, or null when there is none. */
    @SuppressWarnings("unchecked") // with() takes a setting and a value of one type
    public <T> T get(Setting<T> setting) {
        Object value = set.get(setting);
        return value == null ? setting.standard() : (T) value;
    }

    /** The value in force as text, or null when there is none. */
    public <T> String text(Setting<T> setting) {
        return setting.text(get(setting));
    }

    /** These values with one changed; null puts it back to its standard. */
    public <T> Values with(Setting<T> setting, T value) {
        Map<Setting<?>, Object> changed = new IdentityHashMap<>(set);
        if (value == null) {
            changed.remove(setting);
        } else {
            changed.put(setting, value);
        }
        return new Values(changed);
    }

    /**
     * These values with one changed, given as text.
     *
     * @throws InvalidSetting when it is not allowed
     */
    public <T> Values withText(Setting<T> setting, String text) {
        return with(setting, setting.read(text));
    }

    /** Whether the same settings are set to the same values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Values values && new HashMap<>(set).equals(new HashMap<>(values.set));
    }

    @Override
    public int hashCode() {
        return new HashMap<>(set).hashCode();
    }
}
