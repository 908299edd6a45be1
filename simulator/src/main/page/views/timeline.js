/** The time line of a trade, drawn: statuses above, a row of attempts for each callback below. */
import { html, svg } from '../lib/lit-html.js';
import { refresh } from '../app.js';
import { duration, when } from '../format.js';
import { tone } from '../parts/status.js';
import { scaleOf, thatFit } from './timeline-scale.js';

const TOP = 20;
const BAR = 26;
const ROW = { wide: 38, narrow: 52 };
const LEFT = { wide: 136, narrow: 28 };
const RIGHT = 28;
const AXIS = 44;
const DODGE = 13;
/** How wide a status number is. */
const CODE = 24;
const NARROW = 620;
const LEGEND = [['delivered', 'delivered'], ['refused', 'refused status'], ['broken', 'no answer'], ['fault', 'fault'],
  ['delivered manual', 'resent by hand'], ['next', 'next attempt'], ['later', 'retry if it fails']];
const SHAPES = {
  delivered: svg`<circle r="6"/>`,
  refused: svg`<rect x="-5.5" y="-5.5" width="11" height="11" rx="1.5"/>`,
  broken: svg`<path d="M-4.5-4.5l9 9M4.5-4.5l-9 9"/>`,
  fault: svg`<path d="M0-6.5 6.5 5.5h-13z"/>`,
  next: svg`<circle r="5.5"/>`,
  later: svg`<circle r="3.5"/>`,
};
/** What is under the mouse or in focus, in words. */
let pointed = null;

/** A drawing of what {@link lanes} tells, in so many px; `rest` is told while nothing is pointed at. */
export function timeline(all, width, rest) {
  const layout = width < NARROW ? 'narrow' : 'wide';
  const left = LEFT[layout];
  const { spans, future, rows, now } = all;
  const ahead = future ? [{ ...future, px: layout === 'wide' ? toldIn(future.words) : 80 }] : [];
  const rooms = [...spans.map(room), ...ahead, ...rows.flatMap(besideEachOther)];
  const scale = scaleOf(instants(all), width - left - RIGHT, rooms);
  const x = (instant) => left + scale.x(instant);
  const first = TOP + BAR + 12;
  const bottom = first + rows.length * ROW[layout];
  const full = left + scale.width + RIGHT;
  return html`<figure class="timeline" @mouseleave=${() => point(null)}>
    <div class="timeline-scroll">
      <svg width=${full} height=${bottom + AXIS} viewBox="0 0 ${full} ${bottom + AXIS}" role="group"
        aria-label="Time line" @keydown=${move}>
        <rect class="ahead" x=${x(now)} y=${TOP - 8} width=${Math.max(0, full - x(now))} height=${bottom - TOP + 8}/>
        ${layout === 'wide' ? svg`<text class="lane-name" x="0" y=${TOP + 17}>Status</text>` : ''}
        ${statusLane(spans, future, x)}
        <g class="now" aria-hidden="true">
          <path d="M${x(now)} ${TOP - 6}V${bottom}"/><text x=${x(now)} y="10">now</text></g>
        ${rows.map((row, at) => lane(row, first + at * ROW[layout], layout, x))}
        ${axis(all, scale, left, bottom)}
      </svg>
    </div>
    <figcaption>
      <p class="timeline-words" aria-hidden="true">${pointed ?? rest ?? ''}</p>
      <ul class="timeline-legend" aria-label="Marks">
        ${LEGEND.filter(([kind]) => isThere(kind, rows)).map(([kind, text]) => html`<li>
          <svg width="14" height="14" viewBox="-7.5 -7.5 15 15" class="mark ${kind}" aria-hidden="true">${shape(kind)}</svg>
          ${text}</li>`)}</ul>
    </figcaption>
  </figure>`;
}

/** Whether a mark is drawn: others need no word. */
function isThere(kind, rows) {
  return rows.some(({ marks, next, later }) => kind === 'next' ? next : kind === 'later' ? later.length
    : marks.some((mark) => (kind === 'delivered manual' ? mark.manual : mark.kind === kind)));
}

function instants({ spans, future, rows, now }) {
  return [
    now,
    ...spans.map(({ from }) => from),
    ...(future ? [future.to] : []),
    ...rows.flatMap(({ from, later, ...row }) => [from, ...attemptsOf(row), ...later]),
  ];
}

const attemptsOf = ({ marks, next }) => [...marks.map(({ at }) => at), ...(next ? [next.at] : [])];

function statusLane(spans, future, x) {
  const lasting = spans.filter(({ from, to }) => to > from);
  const moments = spans.filter((span, at) => span.to === span.from && !(future && at === spans.length - 1));
  return svg`${lasting.map((span) => bar(span, x, false))} ${future ? bar(future, x, true) : ''}
    ${moments.map((span) => moment(span, x))}`;
}

/** Two attempts of a callback need room for two marks. */
function besideEachOther(row) {
  const all = attemptsOf(row).sort((one, other) => one - other);
  return all.slice(1).map((to, at) => ({ from: all[at], to, px: DODGE }));
}

/** A status needs room for its name. */
function room({ name, from, to }) {
  return { from, to, px: to > from ? name.length * 8 + 16 : 0 };
}

function bar({ name, from, to, words }, x, ahead) {
  const width = Math.max(x(to) - x(from) - 2, 3);
  const told = ahead && width >= toldIn(words) - 2 ? words : width >= name.length * 7.6 + 12 ? name : '';
  return svg`<g class="bar ${ahead ? 'expected' : ''}" data-tone=${tone(name)} @mouseenter=${() => point(words)}>
    <title>${words}</title>
    <rect x=${x(from) + 1} y=${TOP} width=${width} height=${BAR} rx="4"/>
    <text x=${x(from) + 8} y=${TOP + 17}>${told}</text>
  </g>`;
}

/** A status that lasted no time. */
function moment({ name, from, words }, x) {
  return svg`<g class="bar moment" data-tone=${tone(name)} @mouseenter=${() => point(words)}>
    <title>${words}</title>
    <rect x=${x(from) - 2} y=${TOP - 4} width="5" height=${BAR + 8} rx="2"/>
  </g>`;
}

function lane({ id, event, note, from, marks, next, later, more }, top, layout, x) {
  const y = top + (layout === 'wide' ? 14 : 30);
  const placed = dodged([...marks, ...(next ? [{ ...next, kind: 'next' }] : [])], x);
  const end = next ? placed.at(-1) : marks.length ? placed[marks.length - 1] : null;
  const last = later.length ? x(later.at(-1)) : 0;
  const baseline = layout === 'narrow' ? top + 10 : note ? y + 1 : y + 4;
  return svg`<g class="lane" data-callback=${id}>
    <text class="event" x=${layout === 'wide' ? 0 : 4} y=${baseline}>${event}
      ${layout === 'wide' ? '' : svg`<tspan class="note" dx="6">${note}</tspan>`}</text>
    ${layout === 'wide' ? svg`<text class="note" x="0" y=${y + 15}><title>${note}</title>${short(note)}</text>` : ''}
    ${end ? svg`<path class="wait" d="M${placed[0].x} ${y}H${end.x}"/>` : ''}
    ${end ? '' : svg`<path class="never" d="M${x(from)} ${y - 7}v14"/>`}
    ${last ? svg`<path class="wait perhaps" d="M${end.x} ${y}H${last}"/>` : ''}
    ${later.map((at) => svg`<g class="mark later" transform="translate(${x(at)} ${y})" aria-hidden="true">
      <title>a retry, if all before it fail: ${when(at)}</title>${shape('later')}</g>`)}
    ${more ? svg`<text class="note" x=${last + 8} y=${y + 4}>+${more}</text>` : ''}
    ${placed.map((mark) => markAt(mark, y))}
  </g>`;
}

/** Marks that would lie on each other stand beside each other; the status is told where there is room. */
function dodged(marks, x) {
  let before = -Infinity;
  let told = -Infinity;
  return [...marks].sort((one, other) => one.at - other.at).map((mark) => {
    before = Math.max(x(mark.at), before + DODGE);
    const code = before - told < CODE ? null : mark.code;
    told = code ? before : told;
    return { ...mark, code, x: before };
  });
}

function markAt({ x, kind, manual, code, words, href }, y) {
  const name = `${kind}${manual ? ' manual' : ''}`;
  return svg`<a class="mark ${name}" href=${href} aria-label=${words} transform="translate(${x} ${y})"
    @mouseenter=${() => point(words)} @focus=${() => point(words)} @blur=${() => point(null)}>
    <title>${words}</title>
    <rect class="hit" x="-7" y="-12" width="14" height="30"/><circle class="halo" r="10"/>
    ${shape(name)} ${code ? svg`<text y="18">${code}</text>` : ''}
  </a>`;
}

function shape(name) {
  const [kind, manual] = name.split(' ');
  return svg`<g class="shape">${manual && kind === 'broken' ? svg`<circle class="ring" r="7.5"/>` : ''}${SHAPES[kind]}</g>`;
}

/** Instants below, how long it is between them above. */
function axis({ spans, future, rows, now }, scale, left, y) {
  const wanted = [now, spans[0].from, ...(future ? [future.to] : []), ...spans.map(({ from }) => from),
    ...rows.flatMap(attemptsOf),
    ...rows.flatMap(({ later }) => later)];
  const ticks = thatFit([...new Set(wanted)].map((at) => ({ at, x: left + scale.x(at), px: 52 })));
  ticks.sort((one, other) => one.x - other.x);
  const gaps = scale.gaps.map((gap) => ({ ...gap, x: left + (gap.from + gap.to) / 2, text: duration(gap.ms) }));
  return svg`<g class="axis" aria-hidden="true">
    <path d="M${left} ${y}H${left + scale.width}"/>
    ${gaps.filter(({ broken }) => broken)
      .map(({ x }) => svg`<path class="break" d="M${x - 4} ${y + 5}l3-10m2 10l3-10"/>`)}
    ${gaps.filter(({ from, to, text }) => to - from >= text.length * 5.6 + 8)
      .map(({ x, text }) => svg`<text class="length" x=${x} y=${y + 14}>${text}</text>`)}
    ${ticks.map(({ at, x }, index) => svg`<path d="M${x} ${y - 3}v6"/>
      <text x=${x} y=${y + 28}>${when(at).slice(11)}</text>
      ${index && day(at) === day(ticks[index - 1].at)
        ? '' : svg`<text class="day" x=${x} y=${y + 41}>${day(at)}</text>`}`)}
  </g>`;
}

const day = (at) => when(at).slice(5, 10);
const toldIn = (words) => words.length * 6 + 16;
const short = (note) => (note.length > 21 ? `${note.slice(0, 20)}…` : note);

function point(words) {
  if (pointed !== words) {
    pointed = words;
    refresh();
  }
}

/** The arrow keys go from mark to mark. */
function move(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const marks = [...event.currentTarget.querySelectorAll('a.mark')];
  const next = step && marks[marks.indexOf(event.target.closest('a')) + step];
  if (next) {
    next.focus();
    event.preventDefault();
  }
}
