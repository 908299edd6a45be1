/** Values as people read them. */
const MONEY = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });
const WHOLE = new Intl.NumberFormat('en-US');
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];
const ISO = /^P(?=\d|T\d)(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** An amount of USD, '$8.60'; empty when there is none. */
export function usd(amount) {
  return amount === undefined || amount === null ? '' : MONEY.format(amount);
}

/** A whole number, '4,567'. */
export function count(number) {
  return WHOLE.format(number);
}

/** How many of something, '1 trade' or '4,567 trades'. */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** How long milliseconds are, in at most two units: '6 d 23 h', '3 min', '250 ms'. */
export function duration(ms) {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  const at = UNITS.findIndex(([, length]) => ms >= length);
  const [unit, length] = UNITS[at];
  const whole = Math.floor(ms / length);
  const [nextUnit, nextLength] = UNITS[at + 1] ?? [];
  const rest = nextUnit ? Math.floor((ms % length) / nextLength) : 0;
  return rest && (unit === 'd' || unit === 'h') ? `${whole} ${unit} ${rest} ${nextUnit}` : `${whole} ${unit}`;
}

/** The milliseconds of an ISO 8601 duration, 'PT2M'; NaN of any other text. */
export function millis(text) {
  const [all, days = 0, hours = 0, minutes = 0, seconds = 0] = ISO.exec(text) ?? [];
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60;
  return all ? Math.round((whole + Number(seconds)) * 1000) : NaN;
}

/** ISO 8601 durations as the simulator takes them from people, '10s,2min' for 'PT10S,PT2M'; any other text as it is. */
export function written(text, gap = '') {
  const all = String(text).split(',').map(millis);
  return all.some(Number.isNaN) ? text : all.map((ms) => inOneUnit(ms, gap)).join(',');
}

function inOneUnit(ms, gap) {
  const [unit, length] = ms === 0 ? ['s', 1000] : UNITS.find((each) => ms % each[1] === 0) ?? ['ms', 1];
  return `${ms / length}${gap}${unit}`;
}

/** How far an instant is from now (milliseconds since 1970), '3 min' or 'in 3 min'. */
export function age(instant, now) {
  const ms = now - Date.parse(instant);
  if (Math.abs(ms) < 1000) {
    return 'now';
  }
  return ms < 0 ? `in ${duration(-ms)}` : duration(ms);
}

/** An instant in UTC, '2026-03-11 10:05:00'; milliseconds when they are wanted. */
export function when(instant, millis = false) {
  const text = new Date(instant).toISOString().replace('T', ' ');
  return text.slice(0, millis ? 23 : 19);
}

/** Enough of an id to tell it from others. */
export function shortId(id) {
  return id.length > 12 ? id.slice(0, 8) : id;
}
