export { Store, type ReadableStore } from './store.ts';
export { TypedEventTarget } from './typed-event-target.ts';
