export { SessionChangeEvent } from './control-room.events.ts';
export { ControlRoom } from './control-room.ts';
