import { reseek } from '../reseek.js';

export const create = reseek(1000, 0.1);
