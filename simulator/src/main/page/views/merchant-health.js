/** The health of the merchant's handler at a glance. */
import { html } from '../lib/lit-html.js';
import { count, duration, plural, when } from '../format.js';
import { failure, health, healthStrip, STRIP } from '../parts/health.js';
import { href } from '../route.js';

/** Figures and a strip of the last attempts. */
export function healthCard() {
  const { attempts, delivered, failed, share, middle, slowest, lastFailure, waiting } = health();
  return html`<section class="card" aria-label="Health of the handler"><h2>Health of the handler</h2>
    ${attempts ? html`<dl class="figures">
      ${figure('Delivered', count(delivered))} ${figure('Failed', count(failed), failed ? 'bad' : '')}
      ${figure('Success', `${share} %`)} ${figure('Median answer', duration(middle))} ${figure('Slowest', duration(slowest))}
      ${figure('Waiting', count(waiting))}
    </dl>
    ${healthStrip()}
    <p class="muted">The last ${attempts > STRIP ? `${STRIP} of these ` : ''}${plural(attempts, 'attempt')}.
      <svg class="strip key" viewBox="0 0 8 24" aria-hidden="true"><g class="delivered">
        <rect x="1" y="2" width="6" height="20" rx="1.5"></rect></g></svg> delivered
      <svg class="strip key" viewBox="0 0 8 24" aria-hidden="true"><g class="refused">
        <path d="M1 22h6L4 10z"></path></g></svg> refused status
      <svg class="strip key" viewBox="0 0 8 24" aria-hidden="true"><g class="lost">
        <path d="M1.5 11.5l5 9M6.5 11.5l-5 9"></path></g></svg> no answer</p>
    ${lastFailure ? html`<p class="last"><b>Last failure:</b> ${lastFailure.event}, attempt ${lastFailure.number},
      ${when(lastFailure.ended)} UTC. ${failure(lastFailure)} <a href=${href('callbacks', lastFailure.callback)}>The callback</a></p>` : ''}`
    : html`<p class="muted">No callback has been tried yet. <a href=${href('play')}>Play a user</a> to have some.</p>
      ${waiting ? html`<p>${plural(waiting, 'callback')} waiting.</p>` : ''}`}
  </section>`;
}

function figure(name, value, tone = '') {
  return html`<div class=${tone}><dt>${name}</dt><dd>${value}</dd></div>`;
}
