package io.github.assetpaysim.simulator.setting;

/** Thrown for a setting that does not exist or a value it does not take; says what would be right. */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String name;
    private final String problem;
    private final boolean isSentence;

    /** A value that is not allowed; {@code problem} is shown behind a name and a colon. */
    public InvalidSetting(String name, String problem) {
        this(name, problem, false);
    }

    private InvalidSetting(String name, String problem, boolean isSentence) {
        super(isSentence ? problem : name + ": " + problem, null, false, false);
        this.name = name;
        this.problem = problem;
        this.isSentence = isSentence;
    }

    /** A complaint that says itself what it is about, such as that there is no setting of this name. */
    public static InvalidSetting sentence(String name, String sentence) {
        return new InvalidSetting(name, sentence, true);
    }

    /** The setting's name, as it was given. */
    public String name() {
        return name;
    }

    /** What is wrong, without the name; for those who name the setting in a way of their own. */
    public String problem() {
        return problem;
    }

    /** The message where the setting is called {@code label}. */
    public String message(String label) {
        return isSentence ? problem : label + ": " + problem;
    }
}
