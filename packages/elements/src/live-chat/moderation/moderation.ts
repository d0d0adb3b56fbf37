/** What only moderators need, as one part. */
import { addStyles } from '../../base/add-styles.ts';
import { moderationStyles } from './moderation.styles.ts';

export { appendHeldActs } from './held-acts.ts';
export { moderatorActs } from './moderator-acts.ts';
export { roomSettings } from './room-settings.ts';
export { silenceOf } from './silence.ts';

export const useModerationStyles = (root: ShadowRoot): void => addStyles(root, moderationStyles);
