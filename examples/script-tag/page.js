// The streams of this repository's own server (npm start): put your addresses in their place.
const ORIGIN = 'http://127.0.0.1:8333/origin';

// The classic script has run before this one: the elements are there, and the classes are in the global `t333`.
const grid = document.querySelector('multi-stream-grid');
console.assert(grid instanceof t333.MultiStreamGrid);

grid.streams = ['north', 'east', 'south', 'west'].map((name) => ({
  source: `${ORIGIN}/live/${name}/master.m3u8`,
  title: name,
}));
