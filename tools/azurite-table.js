// Runs Azurite's table service for as long as our parent holds our standard input open, and closes it properly then: the
// database is flushed, and no emulator outlives a parent that was killed. Arguments go to Azurite as they are; with --queuePort
// among them its blob and queue services run, too. AZURITE_PACKAGE is the folder of the npm package. Prints "ready" once all listen.
//
// What the tables answered is safe, however our parent or this process itself ends: azurite-journal.js sees to that. Blobs and
// queues are Azurite's own: it saves them every five seconds, and when it is closed. Rows are found by azurite-keys.js.
'use strict';

const path = require('node:path');

const azurite = path.join(process.env.AZURITE_PACKAGE, 'dist', 'src');
const load = (...names) => require(path.join(azurite, ...names)).default;
require('./azurite-keys.js').install(require(require.resolve('lokijs', { paths: [azurite] })).Collection);
require('./azurite-journal.js').install(load('table', 'persistence', 'LokiTableMetadataStore.js'), load('table', 'TableRequestListenerFactory.js'));

// The tables last: they are what has to be right, so they are closed when nothing else writes any more.
const isWhole = process.argv.includes('--queuePort');
const services = (isWhole ? [['blob', 'BlobServer.js'], ['queue', 'QueueServer.js']] : []).concat([['table', 'TableServer.js']]).map((names) => load(...names));

// The tables hold what studies are given, secrets among it: nobody else may read them.
process.umask(0o077);

const running = [];
let stopping = false;

async function stop() {
  stopping = true;
  if (running.length < services.length) return; // Still starting: stopped as soon as it has started.
  try {
    // Writes the databases; it would then wait for idle connections, we do not.
    for (const close of running.splice(0, Infinity)) await close();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

for (const { prototype } of services) {
  const { start, close } = prototype;
  prototype.start = async function () {
    await start.call(this);
    running.push(() => close.call(this));
    if (running.length < services.length) return;
    if (stopping) await stop();
    else console.log('ready');
  };

  // Azurite closes itself on SIGINT. A Ctrl+C in a terminal reaches us as well as our parent, which may still need its tables
  // to put its work in order; so it counts only when we run without a parent.
  prototype.close = () => (process.stdin.isTTY ? stop() : new Promise(() => {}));
}

process.on('SIGINT', () => {});
process.on('SIGTERM', stop);
process.stdin.on('end', stop).on('error', stop).resume();
// A parent that is gone cannot read what we print.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

require(isWhole ? path.join(azurite, 'azurite.js') : path.join(azurite, 'table', 'main.js'));
