package io.github.assetpaysim.contract.drift;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares shapes. What was seen a few times only may have come by chance, so it is told when it would have been unlikely:
 *
 * <ul>
 *   <li>Something that was always there, at least {@link #SEVERAL} times, and never is any more, has gone; and the other way round.
 *   <li>Something that one run has shown and the other never has is new once the other has looked {@link #OFTEN}, or when it would have
 *       been seen with 95 %. So is a member that was always there and now is missing somewhere.
 *   <li>Something that was seen now and then, and is not seen any more, is drift when it would have been seen with 99 %; and only if
 *       everything that was tried then was tried again.
 * </ul>
 */
final class ShapeDrift {
    static final int SEVERAL = 3;
    static final int OFTEN = 20;
    private static final double UNLIKELY = 0.05;
    private static final double VERY_UNLIKELY = 0.01;

    private final boolean allAgain;
    private final boolean nothingNew;
    private final List<Difference> found;

    ShapeDrift(boolean allAgain, boolean nothingNew, List<Difference> found) {
        this.allAgain = allAgain;
        this.nothingNew = nothingNew;
        this.found = found;
    }

    /** Compares what one operation answered, by status. */
    void compare(String about, Map<String, Shape> before, Map<String, Shape> after) {
        statuses(about, before, after);
        for (String status : new TreeSet<>(before.keySet())) {
            if (after.containsKey(status)) {
                compare(about + " " + status, before.get(status), after.get(status));
            }
        }
    }

    private void statuses(String about, Map<String, Shape> before, Map<String, Shape> after) {
        Map<String, Integer> earlier = new HashMap<>();
        before.forEach((status, shape) -> earlier.put(status, shape.seen()));
        Map<String, Integer> later = new HashMap<>();
        after.forEach((status, shape) -> later.put(status, shape.seen()));
        // Another success is a change, whatever else was tried.
        Set<String> successes = successes(before.keySet());
        Set<String> now = successes(after.keySet());
        if (!successes.isEmpty() && !now.isEmpty() && disjoint(successes, now)) {
            differs(about, "success", String.join(", ", successes), String.join(", ", now));
            earlier.keySet().removeAll(successes);
            later.keySet().removeAll(now);
        }
        kinds(about, "status", earlier, later, nothingNew);
    }

    private static Set<String> successes(Collection<String> statuses) {
        Set<String> successes = new TreeSet<>(statuses);
        successes.removeIf(status -> !status.matches("2\\d\\d"));
        return successes;
    }

    private static boolean disjoint(Set<String> one, Set<String> other) {
        return one.stream().noneMatch(other::contains);
    }

    /** Compares how often each of several kinds came, of which each thing has one. */
    private void kinds(
            String place, String what, Map<String, Integer> before, Map<String, Integer> after, boolean tellsNew) {
        int earlier = sum(before);
        int later = sum(after);
        Set<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String kind : all) {
            int then = before.getOrDefault(kind, 0);
            int now = after.getOrDefault(kind, 0);
            if (then == 0 && tellsNew && shows(share(now, later), earlier)) {
                differs(place, what + " " + kind, "never in " + earlier, now + " of " + later);
            } else if (now == 0 && allAgain && misses(rate(then, earlier), later)) {
                differs(place, what + " " + kind, then + " of " + earlier, "never in " + later);
            }
        }
    }

    private void compare(String place, Shape before, Shape after) {
        if (!before.contentTypes().isEmpty() && !after.contentTypes().isEmpty()) {
            types(place, "content type", "content type", before.contentTypes(), after.contentTypes());
        }
        Set<String> headers = new TreeSet<>(before.headers().keySet());
        headers.addAll(after.headers().keySet());
        for (String header : headers) {
            Member then = before.headers().get(header);
            Member now = after.headers().get(header);
            presence(place, "header " + header, then, now, before.seen(), before.seen(), after.seen(), after.seen());
        }
        Set<String> paths = new TreeSet<>(before.members().keySet());
        paths.addAll(after.members().keySet());
        for (String path : paths) {
            Member then = before.members().get(path);
            Member now = after.members().get(path);
            // An empty array says nothing about elements.
            if (!path.equals(Shape.ROOT) && !Shape.isElement(path)) {
                presence(
                        place,
                        path,
                        then,
                        now,
                        before.places(path),
                        before.chances(path),
                        after.places(path),
                        after.chances(path));
            }
            if (then != null && now != null) {
                types(place, path, path + " as", then.types(), now.types());
            }
        }
    }

    private void presence(
            String place,
            String what,
            Member then,
            Member now,
            int placesBefore,
            int chancesBefore,
            int placesAfter,
            int chancesAfter) {
        if (then == null) {
            boolean told = placesBefore > 0
                    && (isAlways(now) || nothingNew && misses(rate(now.answers(), chancesAfter), chancesBefore));
            if (told) {
                differs(place, what, "not there", told(now));
            }
        } else if (now == null) {
            boolean told = placesAfter > 0
                    && (isAlways(then) || allAgain && misses(rate(then.answers(), chancesBefore), chancesAfter));
            if (told) {
                differs(place, what, told(then), "not there");
            }
        } else if (then.isAlways() && !now.isAlways()) {
            if (shows(1 - share(now.present(), now.of()), then.of())) {
                differs(place, what, told(then), told(now));
            }
        } else if (now.isAlways() && !then.isAlways()) {
            if (allAgain && misses(1 - share(then.present(), then.of()), now.of())) {
                differs(place, what, told(then), told(now));
            }
        }
    }

    private static boolean isAlways(Member member) {
        return member.isAlways() && member.of() >= SEVERAL;
    }

    private static String told(Member member) {
        return member.told() + (member.isAlways() ? ", always" : ", optional") + " (" + member.present() + " of "
                + member.of() + ")";
    }

    private void types(
            String place, String what, String each, Map<String, Integer> before, Map<String, Integer> after) {
        Set<String> then = new HashSet<>(before.keySet());
        then.remove("null");
        Set<String> now = new HashSet<>(after.keySet());
        now.remove("null");
        if (!then.isEmpty() && !now.isEmpty() && disjoint(then, now)) {
            differs(place, what, String.join(" or ", before.keySet()), String.join(" or ", after.keySet()));
        } else {
            kinds(place, each, before, after, true);
        }
    }

    /** Whether something that comes this often would have been seen before, so that it is new. */
    private static boolean shows(double share, int looked) {
        return looked >= OFTEN || looked >= SEVERAL && Math.pow(1 - share, looked) < UNLIKELY;
    }

    /** Whether something that came this often would have been seen again, so that it is missing. */
    private static boolean misses(double share, int looked) {
        return Math.pow(1 - share, looked) < VERY_UNLIKELY;
    }

    private static double share(int some, int all) {
        return all == 0 ? 0 : (double) some / all;
    }

    /** A share that one sample does not make certain. */
    private static double rate(int some, int all) {
        return (some + 1.0) / (all + 2.0);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void differs(String place, String what, String before, String after) {
        found.add(new Difference(place, what, before, after));
    }
}
