import { relayed } from '../relayed.js';

export const join = relayed(true);
