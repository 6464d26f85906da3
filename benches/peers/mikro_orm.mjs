// MikroORM: declares the entities, then times its discovery, which resolves every relation by its name.

import { EntitySchema, MikroORM } from "@mikro-orm/core";
import { LibSqlDriver } from "@mikro-orm/libsql";

const count = Number(process.argv[2]);
const other = (nth, by) => () => entities[(nth + by + count) % count];

const entities = Array.from({ length: count }, (_, nth) =>
  new EntitySchema({
    name: `Model${nth}`,
    properties: {
      id: { type: "number", primary: true },
      name: { type: "string" },
      created_at: { type: "string" },
      parent: { kind: "m:1", entity: other(nth, 1), inversedBy: "children", nullable: true },
      owner: { kind: "m:1", entity: other(nth, 7), inversedBy: "owned", nullable: true },
      children: { kind: "1:m", entity: other(nth, -1), mappedBy: "parent" },
      owned: { kind: "1:m", entity: other(nth, -7), mappedBy: "owner" },
    },
  }),
);

const start = process.cpuUsage();
const orm = new MikroORM({
  entities,
  driver: LibSqlDriver,
  dbName: ":memory:",
  debug: false,
  discovery: { warnWhenNoEntities: false },
  metadataCache: { enabled: false },
});
const { user, system } = process.cpuUsage(start);
const elapsed = (user + system) / 1e6;
const found = [...orm.getMetadata().getAll().values()].length;
if (found < count) throw new Error(`${found} of ${count} entities`);
const { version } = (await import("@mikro-orm/core/package.json", { with: { type: "json" } })).default;
console.log(`MikroORM ${version}\t${count}\t${elapsed}`);
