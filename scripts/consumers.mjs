/** `npm run consumers`: packs the build, installs it as a user would, and runs the consumers' tests alone. */
import { installConsumer } from './consumers/install.mjs';
import { pack } from './packages.mjs';
import { run } from './run.mjs';

await pack();
await installConsumer();
await run('node', ['--test', '--test-reporter=spec', 'scripts/consumers/*.node.test.mjs']);
