/** For the menus that choose a rendition, which players and walls load apart from each other. */
export const qualityIcon =
  'M4 7.5h9m6 0h1M4 16.5h1m6 0h9M13 7.5a3 3 0 1 1 6 0 3 3 0 1 1-6 0zm-8 9a3 3 0 1 1 6 0 3 3 0 1 1-6 0z';
