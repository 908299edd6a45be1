package io.github.assetpaysim.simulator.dialect.co.explain;

/** Which step of making a key a mistake changes; two of one kind do not happen at once. In the order of search: likelier first. */
enum Kind {
    ESCAPES,
    NUMBERS,
    LAYOUT,
    ORDER,
    MEMBERS,
    PART,
    SECRET,
    FUNCTION,
    WHITE_SPACE,
    PREFIX,
    SPELLING,
    SEEN_OTHERWISE;

    /** Whether it changes what is signed, not how. */
    boolean isOfText() {
        return compareTo(PART) <= 0;
    }
}
