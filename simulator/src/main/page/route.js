/** Addresses within the page: `#/m/<merchant>/<view>[/<id>][?query]`. */

/** What a hash means; what it does not say is the merchant `default` and the view `trades`. */
export function parse(hash) {
  const [path, query = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const [, root, merchant, view, id] = path.split('/').map(decode);
  const known = root === 'm' && merchant;
  return {
    merchant: known ? merchant : 'default',
    view: (known && view) || 'trades',
    id: (known && id) || null,
    query: new URLSearchParams(known ? query : ''),
  };
}

/** Where the page is. */
export function current() {
  return parse(location.hash);
}

/** The address of a view of the merchant that is shown; `query` is an object, what is empty in it is left out. */
export function href(view, id, query) {
  return hrefOf(current().merchant, view, id, query);
}

/** The address of a view of any merchant. */
export function hrefOf(merchant, view, id, query = {}) {
  const parts = [merchant, view, ...(id ? [id] : [])].map(encodeURIComponent);
  const set = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return `#/m/${parts.join('/')}${set.length ? `?${new URLSearchParams(set)}` : ''}`;
}

/** Goes to a view, as a click on its address would. */
export function go(view, id, query) {
  location.hash = href(view, id, query);
}

/** Changes members of the query in place: a filter is no step to go back to. */
export function setQuery(changes) {
  const { view, id, query } = current();
  history.replaceState(history.state, '', href(view, id, { ...Object.fromEntries(query), ...changes }));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
