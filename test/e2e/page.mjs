// What is read from the page itself. Functions given to `evaluate` run in the browser, which has other globals.

/** What the active editor shows, line by line: the part that is on the screen. */
export function visibleLines(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.editor-group-container.active .editor-instance .view-line')]
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
      .map((line) => line.textContent.replaceAll('\u00a0', ' ')),
  );
}

/** The middle of the first place on the screen that shows a text. */
export function placeOf(page, text) {
  return page.evaluate((wanted) => {
    for (const line of document.querySelectorAll('.editor-group-container.active .editor-instance .view-line')) {
      const start = line.textContent.replaceAll('\u00a0', ' ').indexOf(wanted);
      if (start === -1) continue;
      const range = document.createRange();
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      let offset = 0;
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const end = offset + node.length;
        if (offset <= start && start < end) range.setStart(node, start - offset);
        if (offset < start + wanted.length && start + wanted.length <= end) {
          range.setEnd(node, start + wanted.length - offset);
        }
        offset = end;
      }
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    return undefined;
  }, text);
}

/** The texts under the squiggles of a severity, on the screen. */
export function squiggledTexts(page, severity) {
  return page.evaluate((kind) => {
    const editor = document.querySelector('.editor-group-container.active .editor-instance');
    const lines = [...(editor?.querySelectorAll('.view-line') ?? [])];
    return [...(editor?.querySelectorAll(`.squiggly-${kind}`) ?? [])].flatMap((squiggle) => {
      const { left, right, top, bottom } = squiggle.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      const line = lines.find((each) => {
        const box = each.getBoundingClientRect();
        return box.top < middle && middle < box.bottom;
      });
      const text = line?.textContent.replaceAll('\u00a0', ' ') ?? '';
      const box = line?.querySelector('span')?.getBoundingClientRect();
      if (box === undefined || text === '') return [];
      // The font is monospaced.
      const [start, end] = [left, right].map((x) => Math.round(((x - box.left) / box.width) * text.length));
      return [text.slice(start, end)];
    });
  }, severity);
}

/** What a screen reader says of each of some elements. */
export function labels(locator) {
  return locator.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
}
