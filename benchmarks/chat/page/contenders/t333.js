import { systemClock } from '@t333/core/time';
import { MessageList } from '../../../../packages/elements/src/live-chat/message-list.ts';
import { messageListStyles } from '../../../../packages/elements/src/live-chat/message-list.styles.ts';
import { drawRow } from '../../../../packages/elements/src/live-chat/message-row.ts';

/** The list of `<live-chat>`. */
export function create({ host, feed }) {
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [messageListStyles.styleSheet];
  const scroller = document.createElement('div');
  const rows = document.createElement('div');
  scroller.className = 'scroller';
  scroller.style.blockSize = '100%';
  rows.className = 'rows';
  scroller.append(rows);
  root.append(scroller);
  const view = { host, timestamps: false, canModerate: false, badgeUrl: null, animated: true, density: 1, lazy: false };
  const list = new MessageList({
    scroller,
    rows,
    clock: systemClock,
    draw: (entry) => drawRow(entry, view),
    onChange() {},
  });
  list.follow(feed);
  return {
    list,
    isPinned() {
      const row = rows.lastElementChild;
      if (!row) return false;
      const gap = scroller.getBoundingClientRect().bottom - row.getBoundingClientRect().bottom;
      return Math.abs(gap - 4) <= 1 && feed.indexOf(row.dataset.key) >= 0;
    },
  };
}
