// What runs in the panel's page itself, which has other globals.

/** What VS Code does before a webview's own script: its interface, the theme's variables, and a record of complaints. */
export function prepare({ theme, themeName, hasFocus }) {
  window.sent = [];
  window.violations = [];
  window.alert = () => window.violations.push('alert');
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
  );
  window.acquireVsCodeApi = () => {
    delete window.acquireVsCodeApi;
    return {
      postMessage: (message) => window.sent.push(structuredClone(message)),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
    };
  };
  /** Two frames after everything that waits: messages are read, states are drawn. */
  window.drawn = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  if (hasFocus === false) document.hasFocus = () => false;
  const apply = () => {
    const root = document.documentElement;
    for (const [name, value] of Object.entries(theme)) root.style.setProperty(name, value);
    root.style.backgroundColor = theme['--vscode-sideBar-background'];
    root.style.colorScheme = themeName.endsWith('light') ? 'light' : 'dark';
  };
  if (document.documentElement === null) document.addEventListener('readystatechange', apply, { once: true });
  else apply();
}

/** Hands messages to the panel as VS Code does, and waits until they are drawn. */
export async function deliver(messages) {
  for (const message of messages) window.postMessage(message, window.origin);
  await window.drawn();
}

/** Hands over many messages one after the other, and measures how long the page was kept from anything else. */
export async function deliverMeasured(messages) {
  const begun = performance.now();
  let longest = 0;
  let last = begun;
  let isDone = false;
  const watch = new MessageChannel();
  watch.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) watch.port2.postMessage(undefined);
  };
  watch.port2.postMessage(undefined);
  for (const [index, message] of messages.entries()) {
    window.postMessage(message, window.origin);
    if (index % 10 === 9) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await window.drawn();
  isDone = true;
  return { total: performance.now() - begun, longest };
}

/** Scrolls from the end to the start and back by steps of a screen; the times of the frames in milliseconds. */
export async function measureScroll() {
  const log = document.querySelector('[role=log]');
  const times = [];
  const step = log.clientHeight;
  const go = async (direction) => {
    for (let count = 0; count < 4_000; count++) {
      const before = log.scrollTop;
      const begun = performance.now();
      log.scrollTop = before + direction * step;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      times.push(performance.now() - begun);
      if (log.scrollTop === before) return;
    }
  };
  const jump = async (top) => {
    const begun = performance.now();
    log.scrollTop = top;
    await window.drawn();
    return performance.now() - begun;
  };
  const toTop = await jump(0);
  const toEnd = await jump(log.scrollHeight);
  await go(-1);
  times.sort((a, b) => a - b);
  return {
    frames: times.length,
    median: times[Math.floor(times.length / 2)],
    slowest: times.at(-1),
    p99: times[Math.floor(times.length * 0.99)],
    toTop,
    toEnd,
    atTop: log.scrollTop,
  };
}

export function countTurns() {
  return document.querySelectorAll('.turn').length;
}

/** Elements and attributes that could do something; none may ever be there. */
export function dangerous() {
  const found = [];
  const names = new Set([
    'SCRIPT',
    'IFRAME',
    'OBJECT',
    'EMBED',
    'FORM',
    'BASE',
    'META',
    'LINK',
    'STYLE',
    'IMG',
    'VIDEO',
  ]);
  for (const node of document.body.querySelectorAll('*')) {
    const isOurs = node.tagName === 'SCRIPT' && node.getAttribute('src')?.endsWith('/chat.js');
    if (names.has(node.tagName.toUpperCase()) && !isOurs) found.push(node.tagName);
    for (const { name, value } of node.attributes) {
      if (name.startsWith('on') || name === 'style' || name === 'srcdoc')
        found.push(`${node.tagName} ${name}=${value}`);
      if (['href', 'src', 'xlink:href', 'action', 'formaction', 'background'].includes(name) && !isOurs) {
        found.push(`${node.tagName} ${name}=${value}`);
      }
    }
  }
  return found;
}

/** Presses a key as an input method does while it composes. */
export function composingKey([selector, key]) {
  const field = document.querySelector(selector);
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, isComposing: true });
  field.dispatchEvent(event);
  return event.defaultPrevented;
}

/** Posts from a frame of another origin, as a forger would. */
export function forgeOrigin(message) {
  window.dispatchEvent(new MessageEvent('message', { data: message, origin: 'https://elsewhere.example' }));
}

/** How the element that has the focus is called. */
export function focusedName() {
  const focused = document.activeElement;
  return focused === document.body ? '' : (focused.getAttribute('aria-label') ?? focused.textContent);
}

/** Texts of a drawing that leave their box, or reach into the text before them in the same row. */
export function overfullBoxes() {
  const found = [];
  for (const box of document.querySelectorAll('.drawing .box')) {
    const frame = box.querySelector('.box-frame').getBoundingClientRect();
    for (const row of box.querySelectorAll('g')) {
      let left = frame.left;
      for (const text of row.querySelectorAll('text')) {
        const place = text.getBoundingClientRect();
        if (place.left < left || place.right > frame.right) found.push(text.textContent);
        left = place.right;
      }
    }
  }
  return found;
}

/** How far the transcript is scrolled, and how far it is from its end. */
export function scrolled() {
  const log = document.querySelector('[role=log]');
  return { top: log.scrollTop, toEnd: log.scrollHeight - log.scrollTop - log.clientHeight };
}

export function scrollTo(top) {
  document.querySelector('[role=log]').scrollTop = top;
}

/** How far an element is scrolled to the side. */
export function sidewaysOf(element) {
  return element.scrollLeft;
}

/** How far the text of an element begins from its left side. */
export function indentOf(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().left - element.getBoundingClientRect().left;
}

export function titles(elements) {
  return elements.map((element) => element.getAttribute('title'));
}

/** Hands messages over one by one, each after the one before was drawn. */
export async function deliverDrawn(messages) {
  for (const message of messages) {
    window.postMessage(message, window.origin);
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  await window.drawn();
}
