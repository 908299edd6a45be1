package io.github.assetpaysim.simulator.dialect.co.explain;

import com.fasterxml.jackson.databind.node.DoubleNode;

/** A number with the text it had: a double, as in JavaScript, that still knows whether it was {@code 8.60} or {@code 8.6}. */
final class WrittenNumber extends DoubleNode {
    private static final long serialVersionUID = 1;

    private final String text;

    WrittenNumber(String text) {
        super(Double.parseDouble(text));
        this.text = text;
    }

    /** As it stood in the source. */
    String text() {
        return text;
    }

    /** Whether it was written with a point or an exponent, so that most languages read it as a float. */
    boolean writtenAsFloat() {
        return text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    }
}
