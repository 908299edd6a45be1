package io.github.assetpaysim.contract.drift;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen of one member, or of one header.
 *
 * @param types how often it had each type: {@code object}, {@code array}, {@code string}, {@code number}, {@code boolean}, {@code null}
 * @param of in how many objects it could have been
 * @param answers in how many answers or callbacks it was at least once
 */
record Member(Map<String, Integer> types, int of, int answers) {
    Member {
        types = new TreeMap<>(types);
    }

    /** How often it was there. */
    int present() {
        return types.values().stream().mapToInt(Integer::intValue).sum();
    }

    int objects() {
        return types.getOrDefault("object", 0);
    }

    boolean isAlways() {
        return present() == of;
    }

    /** Its types in words. */
    String told() {
        return String.join(" or ", types.keySet());
    }
}
