package io.github.assetpaysim.simulator.setting;

/** Thrown for a setting that does not exist or a value it does not take; the message says what would be right. */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;

    public InvalidSetting(String name, String message) {
        super(message, null, false, false);
        this.name = name;
    }

    /** The setting's name, as it was given. */
    public String name() {
        return name;
    }
}
