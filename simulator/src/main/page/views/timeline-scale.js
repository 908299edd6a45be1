/** Where an instant stands on a line that has seven days beside two seconds. */

/** So far apart are two instants at least, in px: less where there are many. */
const APART = { most: 16, least: 8 };
/** From so much time on a gap that is drawn shorter than others gets a break mark. */
const LONG = 3_600_000;
const SHORTENED = 20;

/**
 * A scale for instants (milliseconds since 1970) in so many px: true to time where all of them can be told apart,
 * otherwise each gap between two neighbours has a length of its own that grows with its logarithm.
 * spans: {from, to, px}, what needs so much room between two of the instants.
 * Answers {x, width, gaps}: x(instant) in px from 0, the width, which is more than asked for where need be, and all gaps
 * as {from, to, ms, broken}, broken being those that are drawn far too short.
 */
export function scaleOf(instants, width, spans = []) {
  const points = [...new Set(instants)].sort((one, other) => one - other);
  const lengths = points.slice(1).map((point, at) => point - points[at]);
  const total = points.at(-1) - points[0];
  const apart = Math.max(APART.least, Math.min(APART.most, width / points.length));
  const least = leastOf(points, lengths, spans, apart);
  const linear = lengths.map((ms) => (ms * width) / total);
  const even = linear.every((px, at) => px >= least[at]);
  const drawn = even ? linear : compressed(lengths, least, width);
  const starts = [0];
  drawn.forEach((px) => starts.push(starts.at(-1) + px));
  const densest = Math.max(...drawn.map((px, at) => px / lengths[at]));
  return {
    width: starts.at(-1) || width,
    x: (instant) => place(instant, points, starts),
    gaps: lengths.map((ms, at) => ({
      from: starts[at],
      to: starts[at + 1],
      ms,
      broken: !even && ms >= LONG && (drawn[at] / ms) * SHORTENED < densest,
    })),
  };
}

function leastOf(points, lengths, spans, apart) {
  const least = lengths.map(() => apart);
  for (const { from, to, px } of spans) {
    const inside = lengths.map((_, at) => at).filter((at) => points[at] >= from && points[at + 1] <= to);
    const missing = px - inside.reduce((sum, at) => sum + least[at], 0);
    if (missing > 0) {
      inside.forEach((at) => (least[at] += missing / inside.length));
    }
  }
  return least;
}

function compressed(lengths, least, width) {
  const weights = lengths.map((ms) => Math.log10(1 + ms / 1000));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const left = Math.max(0, width - least.reduce((sum, px) => sum + px, 0));
  return least.map((px, at) => px + (all ? (left * weights[at]) / all : 0));
}

function place(instant, points, starts) {
  if (instant <= points[0]) {
    return 0;
  }
  const after = points.findIndex((point) => point >= instant);
  if (after < 0) {
    return starts.at(-1);
  }
  const share = (instant - points[after - 1]) / (points[after] - points[after - 1]);
  return starts[after - 1] + share * (starts[after] - starts[after - 1]);
}

/** Of texts at places {x, px}, the first being the most important, those that do not run into each other. */
export function thatFit(texts, gap = 8) {
  const fitting = [];
  for (const text of texts) {
    if (fitting.every((other) => Math.abs(other.x - text.x) >= (other.px + text.px) / 2 + gap)) {
      fitting.push(text);
    }
  }
  return fitting;
}
