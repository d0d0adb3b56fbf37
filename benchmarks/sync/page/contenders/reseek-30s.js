import { reseek } from '../reseek.js';

export const create = reseek(30_000, 1);
