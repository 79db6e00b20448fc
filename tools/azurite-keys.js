// Lets Azurite's table service find a row by its keys at once. On its own it compares the row key with each row of the partition:
// the more trials a study has, the longer every write of one would take.
'use strict';

/** The rows of a collection by their keys. */
class Keys {
  constructor(collection) {
    this.partitions = new Map();
    for (const row of collection.data) this.add(row);
    collection.on('insert', (rows) => [rows].flat().forEach((row) => this.add(row)));
    collection.on('update', (row) => this.add(row));
    collection.on('delete', (row) => this.remove(row));
  }

  find({ PartitionKey, RowKey }) {
    return this.partitions.get(PartitionKey)?.get(RowKey) ?? null;
  }

  add(row) {
    if (!this.partitions.has(row.PartitionKey)) this.partitions.set(row.PartitionKey, new Map());
    this.partitions.get(row.PartitionKey).set(row.RowKey, row);
  }

  remove(row) {
    const rows = this.partitions.get(row.PartitionKey);
    if (rows?.delete(row.RowKey) && rows.size === 0) this.partitions.delete(row.PartitionKey);
  }
}

/** Changes the collections of the database that Azurite uses; to be called before it starts. */
exports.install = function (Collection) {
  const { findOne } = Collection.prototype;
  const keysOf = new WeakMap();
  Collection.prototype.findOne = function (query) {
    const names = Object.keys(query ?? {});
    if (names.length !== 2 || !names.every((name) => name === 'PartitionKey' || name === 'RowKey')) return findOne.call(this, query);
    if (!keysOf.has(this)) keysOf.set(this, new Keys(this));
    return keysOf.get(this).find(query);
  };
};
