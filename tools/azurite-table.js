// Runs Azurite's table service for as long as our parent holds our standard input open, and closes it properly then: the
// database is flushed, and no emulator outlives a parent that was killed. Arguments go to azurite-table as they are.
// Prints "ready" once the service listens.
//
// What was answered is safe, however our parent or this process itself ends: azurite-journal.js sees to that.
'use strict';

const path = require('node:path');

const azurite = path.join(__dirname, '..', 'node_modules', 'azurite', 'dist', 'src', 'table');
const load = (...names) => require(path.join(azurite, ...names)).default;
require('./azurite-journal.js').install(load('persistence', 'LokiTableMetadataStore.js'), load('TableRequestListenerFactory.js'));
const service = load('TableServer.js').prototype;
const { start, close } = service;

// The tables hold what studies are given, secrets among it: nobody else may read them.
process.umask(0o077);

let server;
let stopping = false;

async function stop() {
  stopping = true;
  if (server === undefined) return; // Still starting: stopped as soon as it has started.
  const last = server;
  server = undefined;
  try {
    await close.call(last); // Writes the database; it would then wait for idle connections, we do not.
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

service.start = async function () {
  await start.call(this);
  server = this;
  if (stopping) await stop();
  else console.log('ready');
};

// Azurite closes itself on SIGINT. A Ctrl+C in a terminal reaches us as well as our parent, which may still need its tables
// to put its work in order; so it counts only when we run without a parent.
service.close = () => (process.stdin.isTTY ? stop() : new Promise(() => {}));

process.on('SIGINT', () => {});
process.on('SIGTERM', stop);
process.stdin.on('end', stop).on('error', stop).resume();
// A parent that is gone cannot read what we print.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

require(path.join(azurite, 'main.js'));
