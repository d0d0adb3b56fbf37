/** A channel of the demo, and which of the sample recordings it shows. */
export interface Camera {
  handle: string;
  name: string;
  title: string;
  categoryId: string;
  tags: string[];
  /** Of the recording: its folder in examples/media. */
  recording: string;
}

export const CAMERAS: readonly Camera[] = [
  { recording: 'north', name: 'North', title: 'North stand, all of the track', categoryId: 'sports' },
  { recording: 'east', name: 'East', title: 'East: the long bend', categoryId: 'sports' },
  { recording: 'south', name: 'South', title: 'South stand, close to the crowd', categoryId: 'sports' },
  { recording: 'west', name: 'West', title: 'West: the last bend before the finish', categoryId: 'sports' },
  { recording: 'stage', name: 'Stage', title: 'On stage all day', categoryId: 'music' },
  { recording: 'drone', name: 'Drone', title: 'Over the city', categoryId: 'science' },
  { recording: 'harbour', name: 'Harbour', title: 'Boats, and who builds them', categoryId: 'making' },
  { recording: 'tower', name: 'Tower', title: 'Talk from the tower', categoryId: 'talk' },
  { recording: 'finish', name: 'Finish', title: 'Finish line, in slow motion', categoryId: 'games' },
].map((camera) => Object.assign(camera, { handle: `cam_${camera.recording}`, tags: ['demo', camera.recording] }));

/** Somebody who watches. */
export const VIEWER = { handle: 'demo_viewer', name: 'Demo viewer' };
