/** Drawings that stand for items, for there are no pictures: a shape for each kind on a field of the rarity's colour. */
import { html, svg } from '../lib/lit-html.js';

const KINDS = [
  [/sniper|bolt/i, 'M8 50h52l10-6h26l6 4h50v5h-46l-4 5H78l-6 14h-9l2-12H46L28 66H8zM62 34h34v5H62z'],
  [/machinegun|rifle|smg|mp5|launcher/i, 'M14 44h34l6-8h50l4 6h38v6h-36l-6 6H88l6 20H82l-8-19h-8l-5 13h-9l2-14-26 12H14z'],
  [/shotgun/i, 'M8 52l34-12h104v6H96v7H74l-10 5-6-3-28 13H10z'],
  [/pistol|revolver/i, 'M46 32h72v14H84l-4 12H68l-6 22H44l8-34h-6z'],
  [/knife/i, 'M20 66l26-20 6 8-24 18zM50 42l58-22q16-2 30-10-10 22-38 30L58 54z'],
  [/glove/i, 'M58 82V60L46 46l7-6 9 8V22h8v22h4V18h8v26h4V22h8v26h4V32h8v32q0 12-8 18z'],
  [/agent|bandana|hat|helmet|mask/i, 'M80 16a16 16 0 1 1 0 32 16 16 0 0 1 0-32zM46 84q2-30 34-30t34 30z'],
  [/container|crate|box|case/i, 'M40 38l40-16 40 16v30L80 84 40 68zm4 3v24l34 14V54zm72 0L82 54v25l34-14zM80 27L48 39l32 12 32-12z'],
  [/music/i, 'M68 22l44-8v46a13 10 0 1 1-8-9V32l-28 5v33a13 10 0 1 1-8-9z'],
  [/sticker|patch|graffiti|charm/i, 'M80 16a32 32 0 0 1 32 32L80 80a32 32 0 0 1 0-64zm4 62l26-26q-24-2-26 26z'],
  [/hoodie|shirt|jacket|pants|boots/i, 'M64 20q16 10 32 0l28 14-8 18-12-4v36H56V48l-12 4-8-18z'],
];
const COLOUR = /^#[0-9a-f]{6}$/i;

/** The drawing of an item; who cannot see it misses nothing. */
export function drawing({ type, name, color }) {
  const colour = COLOUR.test(color) ? color : 'currentColor';
  const [, path] = KINDS.find(([kind]) => kind.test(type ?? '')) ?? [];
  return html`<svg class="drawing" viewBox="0 0 160 96" aria-hidden="true" focusable="false">
    <rect width="160" height="96" fill=${colour} fill-opacity="0.13"></rect>
    ${path
      ? svg`<path d=${path} fill=${colour} fill-opacity="0.75" fill-rule="evenodd"/>`
      : svg`<text x="80" y="60" text-anchor="middle" font-size="34" font-weight="700" fill=${colour}>${initials(name)}</text>`}
    <rect y="93" width="160" height="3" fill=${colour}></rect>
  </svg>`;
}

function initials(name = '') {
  return name.match(/[\p{L}\p{N}]+/gu)?.slice(0, 2).map((word) => [...word][0].toUpperCase()).join('') ?? '?';
}
