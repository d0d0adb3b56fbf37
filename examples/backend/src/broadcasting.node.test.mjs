import { after, before, describe } from 'node:test';
import { clipCases } from './clips/clips.cases.mjs';
import { mediaCases } from './delivery/media.cases.mjs';
import { reactionCases } from './reactions/reactions.cases.mjs';
import { simulatedCases } from './simulated/simulated.cases.mjs';
import { keyCases } from './streams/stream-keys.cases.mjs';
import { streamCases } from './streams/streams.cases.mjs';
import { MediaDouble } from './testing/media-double.ts';
import { Stage } from './testing/stage.ts';
import { uploadCases } from './uploads/uploads.cases.mjs';
import { vodCases } from './vods/vods.cases.mjs';

// One database for all of them: it takes seconds to begin.
describe('broadcasting', () => {
  const media = new MediaDouble();
  const stage = new Stage({ LOG_LEVEL: 'info', DEMO: 'true', LIMIT_UPLOAD_MEGABYTES: '1' }, media.ports);
  before(() => stage.open());
  after(() => stage.close());

  streamCases(stage, media);
  keyCases(stage, media);
  vodCases(stage, media);
  clipCases(stage, media);
  reactionCases(stage, media);
  mediaCases(stage, media);
  uploadCases(stage, media);
  simulatedCases(stage);
});
