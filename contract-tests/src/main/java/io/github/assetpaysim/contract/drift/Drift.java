package io.github.assetpaysim.contract.drift;

import io.github.assetpaysim.contract.plan.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What has changed from one run to another: verdicts, and the shapes of answers and callbacks. Values, times and ids are not compared.
 *
 * @param verdicts requirements that were tried in both and came out differently
 * @param shapes what answers and callbacks look like
 * @param notes what could not be compared, one line for each thing; it is no drift
 */
public record Drift(List<Difference> verdicts, List<Difference> shapes, List<String> notes) {

    /**
     * Compares two reports of one plan, the earlier one first.
     *
     * @throws IllegalArgumentException when they are of different plans
     */
    public static Drift between(Report before, Report after) {
        if (!before.plan().equals(after.plan())) {
            throw new IllegalArgumentException(before.name() + " is about the plan " + before.plan() + " and "
                    + after.name() + " about " + after.plan() + ": only runs of one plan can be compared");
        }
        List<String> notes = new ArrayList<>();
        List<Difference> verdicts = new ArrayList<>();
        Set<String> all = new TreeSet<>(before.verdicts().keySet());
        all.addAll(after.verdicts().keySet());
        Set<String> onlyBefore = new TreeSet<>();
        Set<String> onlyAfter = new TreeSet<>();
        for (String id : all) {
            Verdict one = before.verdicts().getOrDefault(id, Verdict.SKIPPED);
            Verdict other = after.verdicts().getOrDefault(id, Verdict.SKIPPED);
            if (one == other) {
                continue;
            }
            if (other == Verdict.SKIPPED) {
                onlyBefore.add(id);
            } else if (one == Verdict.SKIPPED) {
                onlyAfter.add(id);
            } else {
                verdicts.add(new Difference(id, after.titles().get(id), one.name(), other.name()));
            }
        }
        tellSkipped(notes, onlyBefore, before.name());
        tellSkipped(notes, onlyAfter, after.name());
        List<Difference> shapes = new ArrayList<>();
        if (isWithShapes(before, notes) & isWithShapes(after, notes)) {
            compare(before.shapes(), after.shapes(), onlyBefore.isEmpty(), onlyAfter.isEmpty(), shapes, notes);
        }
        return new Drift(verdicts, shapes, notes);
    }

    private static void tellSkipped(List<String> notes, Set<String> ids, String where) {
        if (!ids.isEmpty()) {
            notes.add("Tried in " + where + " only, which says nothing: " + String.join(", ", ids) + ".");
        }
    }

    private static boolean isWithShapes(Report report, List<String> notes) {
        if (report.shapes() == null) {
            notes.add(report.name() + " has no shapes (plan " + report.plan() + ", kit " + report.version()
                    + "): only verdicts were compared.");
        }
        return report.shapes() != null;
    }

    /**
     * @param allAgain whether everything that was tried before was tried again, so that what is missing now is really missing
     * @param nothingNew the same the other way round
     */
    private static void compare(
            List<Shape> before,
            List<Shape> after,
            boolean allAgain,
            boolean nothingNew,
            List<Difference> shapes,
            List<String> notes) {
        Map<String, Map<String, Shape>> earlier = byStatus(before);
        Map<String, Map<String, Shape>> later = byStatus(after);
        Set<String> all = new TreeSet<>(earlier.keySet());
        all.addAll(later.keySet());
        ShapeDrift drift = new ShapeDrift(allAgain, nothingNew, shapes);
        for (String about : all) {
            if (earlier.containsKey(about) && later.containsKey(about)) {
                drift.compare(about, earlier.get(about), later.get(about));
            } else {
                notes.add("Seen in one run only, which says nothing: " + about + ".");
            }
        }
    }

    private static Map<String, Map<String, Shape>> byStatus(List<Shape> shapes) {
        return shapes.stream()
                .collect(Collectors.groupingBy(
                        Shape::about, Collectors.toMap(Shape::status, Function.identity(), (one, again) -> again)));
    }

    /** Whether there is any. */
    public boolean isThere() {
        return !verdicts.isEmpty() || !shapes.isEmpty();
    }
}
