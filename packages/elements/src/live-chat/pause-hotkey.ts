const isField = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Whether a key has this chat stand still, or go on: Alt+P, anywhere on the page but in a field of somebody else, where it may be a letter. */
export function isPauseHotkey(event: KeyboardEvent, chat: Element): boolean {
  // By its place on the keyboard: with Alt many write another letter.
  if (!event.altKey || event.code !== 'KeyP' || event.ctrlKey || event.metaKey || event.repeat) return false;
  const path = event.composedPath();
  return path.includes(chat) || !isField(path[0]);
}
