// Lets Azurite's table service keep what it answers. On its own it holds its tables in memory and saves all of them every five
// seconds: what came since is lost when it is killed, and a save that fails, on a full disk say, goes unnoticed.
//
// Here the tables are a snapshot, the file that Azurite has always written, and a journal of the rows that have changed since. No
// answer leaves before the changes that it may tell of are in the journal. A line of it holds the rows that a request has changed as
// they are afterwards, null for one that is gone; an entity-group transaction is one line. Once the journal has outgrown the
// snapshot, a new snapshot replaces both.
//
// A write for which the disk may lack the room is refused with 503 before it changes anything; reads go on.
'use strict';

const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

// Writes are refused when less is free: what was let in has to get into the journal.
const RESERVE = 48 * 1024;
// So long may the journal of a small snapshot grow, unless that is more than its share of what is free.
const SHORT = 512 * 1024;
const SHARE_OF_FREE = 1 / 4;
// A snapshot that could not be written is not tried again at once.
const PATIENCE_MS = 10 * 1000;
// A power cut loses what the device was not given yet; the death of this process loses nothing.
const SYNC_MS = 1000;

class Journal {
  constructor(db, file) {
    this.db = db;
    this.file = file;
    this.failedAt = 0;
    db.autosaveDisable();
    db.isIncremental = true; // Collections note the ids of rows that change.
    setInterval(() => this.sync(), SYNC_MS).unref();
  }

  /** Brings the tables to what is on disk. */
  load() {
    // An empty file is what a full disk may have left of a first snapshot.
    const kept = fs.existsSync(this.file) && fs.statSync(this.file).size > 0 ? JSON.parse(fs.readFileSync(this.file, 'utf8')) : undefined;
    this.snapshotBytes = kept === undefined ? 0 : fs.statSync(this.file).size;
    this.tablesChanged = false;
    this.open(kept?.journal ?? 0);
    if (kept === undefined) return;
    const changed = this.replay(kept);
    this.db.loadJSONObject(kept);
    for (const name of changed) this.db.getCollection(name).ensureAllIndexes(true);
  }

  /** Puts on disk what has changed; whether anything had. What cannot be kept has not happened: the tables are then what the disk has. */
  flush() {
    const before = this.bytes;
    try {
      if (this.tablesChanged) this.snapshot();
      else this.append();
      return this.bytes !== before;
    } catch (error) {
      this.takeBack();
      throw error;
    }
  }

  takeBack() {
    try {
      this.load();
    } catch (error) {
      console.error(`The tables cannot be read again: ${error.message}`);
      process.exit(1); // Nobody may read what is only in memory; whoever started us starts us again.
    }
  }

  /** Replaces a journal that is longer than this by a new snapshot, if there is room for it beside the old one. */
  shorten(length = Math.min(Math.max(SHORT, this.snapshotBytes), this.free() * SHARE_OF_FREE)) {
    if (this.bytes <= length || Date.now() - this.failedAt < PATIENCE_MS || this.free() < this.snapshotBytes + this.bytes + RESERVE) return;
    try {
      this.append();
      this.snapshot();
    } catch (error) {
      this.failedAt = Date.now();
      console.error(`No snapshot was written, the journal goes on: ${error.message}`);
    }
  }

  /** Leaves nothing but a snapshot, which any Azurite can read, if there is room for it. */
  close() {
    this.flush();
    this.shorten(0);
    fs.fdatasyncSync(this.descriptor);
  }

  hasRoom() {
    return this.free() >= RESERVE;
  }

  free() {
    const { bavail, bsize } = fs.statfsSync(path.dirname(this.file));
    return bavail * bsize;
  }

  sync() {
    if (this.synced === this.bytes) return;
    this.synced = this.bytes;
    fs.fdatasync(this.descriptor, () => {}); // One that fails is followed by others.
  }

  open(number) {
    if (this.descriptor !== undefined) fs.closeSync(this.descriptor);
    this.number = number;
    const name = this.name(number);
    this.descriptor = fs.openSync(name, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    this.bytes = this.synced = 0;
    const [folder, prefix] = [path.dirname(this.file), path.basename(this.name(''))];
    for (const other of fs.readdirSync(folder).filter((entry) => entry.startsWith(prefix)))
      if (path.join(folder, other) !== name) fs.unlinkSync(path.join(folder, other)); // The snapshot has it.
  }

  name(number) {
    return `${this.file}.journal-${number}`;
  }

  append() {
    const changes = {};
    for (const collection of this.db.collections.filter((candidate) => candidate.dirtyIds.length > 0)) {
      const rows = (changes[collection.name] = {});
      for (const id of collection.dirtyIds) rows[id] = collection.get(id);
      collection.dirtyIds = [];
    }

    if (Object.keys(changes).length > 0) this.bytes += write(this.descriptor, `${JSON.stringify(changes)}\n`, this.bytes);
  }

  snapshot() {
    const draft = `${this.file}~`;
    for (const collection of this.db.collections) collection.dirtyIds = [];
    this.db.journal = this.number + 1; // By its number a journal is known that we did not come to remove.
    try {
      const file = fs.openSync(draft, 'w', 0o600);
      try {
        this.snapshotBytes = write(file, this.db.serialize(), 0);
        fs.fsyncSync(file);
      } finally {
        fs.closeSync(file);
      }

      fs.renameSync(draft, this.file);
    } catch (error) {
      fs.rmSync(draft, { force: true }); // The journal needs the room.
      throw error;
    }

    this.tablesChanged = false;
    this.open(this.db.journal);
  }

  /** Puts the journal's rows into the snapshot; the names of the collections that had any. */
  replay(snapshot) {
    const journal = fs.readFileSync(this.name(this.number));
    const changed = new Map();
    for (let end; (end = journal.indexOf('\n', this.bytes)) >= 0; this.bytes = end + 1) {
      const changes = parse(journal.toString('utf8', this.bytes, end));
      if (changes === undefined) break;
      for (const [name, rows] of Object.entries(changes)) {
        if (!changed.has(name)) changed.set(name, new Map(collectionOf(snapshot, name).data.map((row) => [row.$loki, row])));
        for (const [id, row] of Object.entries(rows)) changed.get(name).set(Number(id), row);
      }
    }

    if (this.bytes < journal.length) console.error(`The last ${journal.length - this.bytes} bytes of the journal were cut off by a crash.`);
    fs.ftruncateSync(this.descriptor, this.bytes);
    for (const [name, rows] of changed) {
      const collection = collectionOf(snapshot, name);
      for (const id of rows.keys()) if (id > collection.maxId) collection.maxId = id;
      collection.data = [...rows.values()].filter((row) => row !== null).sort((one, other) => one.$loki - other.$loki);
    }

    return [...changed.keys()];
  }
}

function collectionOf(snapshot, name) {
  return snapshot.collections.find((collection) => collection.name === name);
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Writes all of it, or cuts the file where it was to begin; the number of bytes. */
function write(descriptor, text, position) {
  const bytes = Buffer.from(text);
  try {
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(descriptor, bytes, done, bytes.length - done, position + done);
    return bytes.length;
  } catch (error) {
    fs.ftruncateSync(descriptor, position);
    throw error;
  }
}

/** The journal of this process's tables; undefined when they are in memory only. */
let journal;

/** Makes a store keep a journal, unless it is in memory only. */
function keep(store) {
  const { createTable, deleteTable } = store;
  store.loadDB = async function () {
    if (!this.db.autosave) return;
    journal = this.journal = new Journal(this.db, this.lokiDBPath);
    journal.load();
  };
  store.saveDBState = async function () {
    if (this.journal?.snapshotBytes === 0) this.journal.snapshot();
  };
  store.close = async function () {
    this.journal?.close();
    this.closed = true;
  };

  // Which tables there are, only snapshots tell.
  for (const [name, change] of Object.entries({ createTable, deleteTable })) {
    store[name] = async function (...parameters) {
      await change.apply(this, parameters);
      if (this.journal !== undefined) this.journal.tablesChanged = true;
    };
  }
}

/** The listener, but for writes that the disk may have no room for. A table may be created all the same: mostly it is there already. */
function refuseWithoutRoom(listener) {
  return (request, response) => {
    const isWrite = !['GET', 'HEAD', 'OPTIONS'].includes(request.method) && !/\/Tables(\(\))?(\?|$)/.test(request.url);
    if (!isWrite || journal === undefined || journal.hasRoom()) return listener(request, response);
    const code = 'InsufficientStorage';
    const error = { code, message: { lang: 'en-US', value: 'The disk is full.' } };
    request.resume();
    response.writeHead(503, { 'Content-Type': 'application/json', 'x-ms-error-code': code });
    response.end(JSON.stringify({ 'odata.error': error }));
  };
}

/** Lets no answer leave before the journal has what it may tell of; without an answer a client asks again. */
function answerWhenKept(response) {
  const { writeHead } = response;
  response.writeHead = function (...parameters) {
    try {
      if (journal?.flush()) setImmediate(() => journal.shorten());
    } catch (error) {
      console.error(`A change could not be kept, and was taken back: ${error.message}`);
      this.destroy();
      return this;
    }

    return writeHead.apply(this, parameters);
  };
}

/** Changes Azurite's classes; to be called before it starts. */
exports.install = function (Store, ListenerFactory) {
  const { createRequestListener } = ListenerFactory.prototype;
  ListenerFactory.prototype.createRequestListener = function () {
    return refuseWithoutRoom(createRequestListener.call(this));
  };
  keep(Store.prototype);
  answerWhenKept(http.ServerResponse.prototype);
};
