package io.github.assetpaysim.simulator.time;

import java.time.Instant;

/** One entry of a timeline, as its scheduler keeps it. */
public final class Timer implements Comparable<Timer> {
    final Instant due;
    final long sequence;
    final long scheduledNanos;
    final Object lane;
    final Object label;
    final Task task;
    private final Timeline timeline;

    Timer(Timeline timeline, Instant due, long sequence, long scheduledNanos, Object lane, Object label, Task task) {
        this.timeline = timeline;
        this.due = due;
        this.sequence = sequence;
        this.scheduledNanos = scheduledNanos;
        this.lane = lane;
        this.label = label;
        this.task = task;
    }

    /** The entry's own instant, in timeline time. */
    public Instant due() {
        return due;
    }

    /** Takes the entry off the timeline. Returns false when it has already started. */
    public boolean cancel() {
        return timeline.cancel(this);
    }

    @Override
    public int compareTo(Timer other) {
        int byDue = due.compareTo(other.due);
        return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(sequence);
    }

    @Override
    public String toString() {
        return label + " at " + due;
    }
}
