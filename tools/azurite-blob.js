// Runs Azurite's blob service in a thread of azurite-table.js, until that sends a message: then its database is flushed.
'use strict';

const path = require('node:path');
const { parentPort } = require('node:worker_threads');

const azurite = path.join(process.env.AZURITE_PACKAGE, 'dist', 'src');
const { prototype } = require(path.join(azurite, 'blob', 'BlobServer.js')).default;
const { start, close } = prototype;
const started = new Promise((resolve) => {
  prototype.start = async function () {
    await start.call(this);
    resolve(this);
  };
});

parentPort.on('message', async () => {
  // It would then wait for idle connections, we do not.
  await close.call(await started).finally(() => process.exit(0));
});

require(path.join(azurite, 'blob', 'main.js'));
