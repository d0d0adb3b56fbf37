/** What opens over the chat, as one part that is fetched when it is first asked for. */
import { addStyles } from '../../base/add-styles.ts';
import { panelsStyles } from './panels.styles.ts';

export { settingsPanel } from './settings-panel.ts';
export { toast, toastText, type Toast } from './toast.ts';
export { userCard } from './user-card.ts';

export const usePanelStyles = (root: ShadowRoot): void => addStyles(root, panelsStyles);
