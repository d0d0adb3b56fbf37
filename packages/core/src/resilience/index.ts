export { abortable, delay, onAbort, rejectionOf } from './abortable.ts';
export { backOffDelayMs, type BackOff } from './back-off.ts';
export { withDeadline, type Deadline } from './deadline.ts';
export { browserNetwork, type NetworkStatus } from './network-status.ts';
