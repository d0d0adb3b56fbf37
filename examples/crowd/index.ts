export { Crowd, type CrowdOptions } from './crowd.ts';
export { CHANNEL, createRooms, type Rooms, type RoomsOptions } from './rooms.ts';
