// Reproducible sample data in the format `relata-graph/1`, and `page(data)`.
import { readFileSync } from "node:fs";

const template = new URL("../dist/graph.html", import.meta.url);

/** The page with `data` in it, made as the command makes it. */
export function page(data) {
  const json = JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  // A function, so that `$&` in the data means nothing to `replace`.
  return readFileSync(template, "utf8").replace('"RELATA_GRAPH_DATA"', () => json);
}

const inverseKind = { belongs_to: "has_many", has_one: "belongs_to", has_many: "belongs_to", many_to_many: "many_to_many", refers_to: null };

const of = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;

function builder(title) {
  const data = { format: "relata-graph/1", title, summary: "", models: [], edges: [], findings: [] };
  const add = {
    data,
    model(path, more = {}) {
      const parts = path.split("::");
      const id = data.models.length;
      const crate = more.crate ?? parts[0];
      data.models.push({
        id, path, name: more.name ?? parts[parts.length - 1], crate, package: crate, version: "1.2.0",
        table: null, standing: "registered", at: `${crate}/src/${parts[1] ?? "lib"}.rs:${9 + id}:12`,
        key: ["id"], unique: [], fields: [{ name: "id", type: "i64", optional: false, unique: false }],
        relations: [], findings: [], ...more,
      });
      return id;
    },
    missing(name) {
      return add.model(name, { crate: "", package: null, version: null, standing: "missing", at: null, key: [], fields: null });
    },
    relation(from, name, kind, to, more = {}) {
      const model = data.models[from];
      const targets = [].concat(to);
      const outcome = more.outcome ?? "resolved";
      const inverse = more.inverse ?? null;
      const column = kind === "belongs_to" ? [`${name}_id`] : [];
      if (column.length && model.fields) model.fields.push({ name: column[0], type: "i64", optional: false, unique: false });
      model.relations.push({
        name, kind, open: more.open ?? false,
        targets: more.targets ?? targets.map((id) => ({ written: data.models[id].name, models: [id], outcome })),
        inverse, key: column, references: more.references ?? [], through: more.through ?? null, tag: more.tag ?? null,
        on_delete: more.on_delete ?? null, at: model.at,
      });
      const broken = more.broken ?? outcome !== "resolved";
      for (const id of targets) {
        data.edges.push({ id: data.edges.length, from, to: id, relation: name, inverse, kind, broken });
        if (inverse && inverseKind[kind]) {
          data.models[id].relations.push({
            name: inverse, kind: inverseKind[kind], open: false,
            targets: [{ written: model.name, models: [from], outcome: "resolved" }],
            inverse: name, key: [], references: [], through: null, tag: null, on_delete: null, at: data.models[id].at,
          });
        }
      }
    },
    finding(on, finding) {
      const id = data.findings.length;
      data.findings.push({ rule: "missing_target", level: "error", at: data.models[on[0]].at, notes: [], help: null, ...finding });
      for (const model of on) data.models[model].findings.push(id);
    },
    done() {
      const errors = data.findings.filter((f) => f.level === "error").length;
      const relations = data.models.reduce((sum, m) => sum + m.relations.length, 0);
      const crates = new Set(data.models.map((m) => m.crate)).size;
      data.summary = `${data.models.length} models from ${crates} crates, ${relations} relations; ${of(errors, "error")}, ${of(data.findings.length - errors, "warning")}`;
      return data;
    },
  };
  return add;
}

/** Eight models; one broken edge of each sort. */
export function small() {
  const b = builder("deal_platform");
  const customer = b.model("crm::customer::Customer", { table: "customers", unique: [["email"], ["tenant", "number"]] });
  const invoice = b.model("billing::invoice::Invoice", { table: "invoices" });
  const line = b.model("billing::invoice::Line", { table: "invoice_lines", key: ["invoice_id", "position"] });
  const tag = b.model("crm::tag::Tag");
  const audit = b.model("crm::audit::AuditEntry", { standing: "abstract", table: null });
  const currency = b.model("iso_money::Currency", { standing: "external", package: "iso-money", at: null, fields: null, key: ["code"] });
  const document = b.model("documents::GeneratedDocument");
  const gone = b.missing("DocumentExportJob");
  b.data.models[customer].fields.push(
    { name: "email", type: "String", optional: false, unique: true },
    { name: "nick", type: "Option<String>", optional: true, unique: false });
  b.relation(invoice, "customer", "belongs_to", customer, { inverse: "invoices", on_delete: "set_null" });
  b.relation(line, "invoice", "belongs_to", invoice, { inverse: "lines", on_delete: "cascade" });
  b.relation(customer, "tags", "many_to_many", tag, { inverse: "customers", through: "CustomerTag" });
  b.relation(invoice, "currency", "refers_to", currency, { references: ["code"] });
  b.relation(audit, "subject", "belongs_to", [customer, invoice], { open: true, tag: "subject_type" });
  b.relation(customer, "parent", "belongs_to", customer, { inverse: "children" });
  b.relation(document, "export_jobs", "has_many", gone, { outcome: "missing" });
  b.relation(document, "invoice", "has_one", invoice, { broken: true });
  b.relation(document, "owner", "belongs_to", [tag, customer], {
    outcome: "ambiguous", targets: [{ written: "Owner", models: [tag, customer], outcome: "ambiguous" }] });
  b.relation(line, "product", "refers_to", [], { targets: [{ written: "shop::Product", models: [], outcome: "outside" }] });
  b.finding([document, invoice], { rule: "one_sided", level: "warning", headline: "relation `GeneratedDocument.invoice` has no inverse on `Invoice`", subject: "GeneratedDocument.invoice", help: "add an inverse, or say `inverse = none`" });
  b.finding([document, gone], {
    headline: "relation `GeneratedDocument.export_jobs` points at `DocumentExportJob`, but no model has that name",
    subject: "GeneratedDocument.export_jobs",
    notes: [{ text: "the relation is declared here", at: "documents/src/lib.rs:15:12" }, { text: "models are registered by the crates that are linked", at: null }],
    help: "derive `Model` for `DocumentExportJob`, or take the relation out" });
  b.finding([document], { rule: "ambiguous_target", headline: "relation `GeneratedDocument.owner` points at `Owner`, which two models could be", subject: "GeneratedDocument.owner" });
  return b.done();
}

/** 1,000 models, 3,000 relations, 25 crates, 30 findings: mostly within a crate, as real systems are. */
export function large({ models = 1000, relations = 3000, crates = 25, findings = 30, modules = 0 } = {}) {
  let state = 12345;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pick = (list) => list[Math.floor(random() * list.length)];
  const subjects = ["billing", "crm", "catalog", "orders", "shipping", "payments", "ledger", "search", "media", "auth", "audit", "notify", "pricing",
    "tax", "returns", "stock", "supply", "people", "payroll", "projects", "support", "reports", "imports", "exports", "platform"];
  const nouns = ["Account", "Address", "Batch", "Channel", "Document", "Entry", "Event", "Group", "Invoice", "Item", "Job", "Ledger", "Member", "Note",
    "Order", "Payment", "Policy", "Quote", "Record", "Rule", "Session", "Shipment", "Tag", "Task", "Template", "Ticket", "Transfer", "User", "Version", "Visit"];
  const qualities = ["", "Archived", "Bulk", "Draft", "External", "Internal", "Legacy", "Pending", "Shared", "Signed", "Temporary", "Verified"];
  const b = builder("monolith");
  const members = Array.from({ length: crates }, () => []);
  const seen = new Set();
  for (let i = 0; i < models - (findings ? 5 : 0); i++) {
    // Sizes differ, as crates do: the square makes the first ones large.
    const crate = i < crates ? i : Math.floor(random() ** 1.6 * crates);
    const name = subjects[crate % 25];
    let path;
    do {
      const module = modules ? `m${Math.floor(random() * modules)}` : pick(nouns).toLowerCase();
      path = `${name}::${module}::${pick(qualities)}${pick(nouns)}${seen.size > 600 ? pick(["", "Line", "Link", "Log", "State"]) : ""}`;
    } while (seen.has(path));
    seen.add(path);
    const standing = i % 97 === 50 ? "external" : i % 89 === 40 ? "abstract" : "registered";
    members[crate].push(b.model(path, { standing, table: `t_${i}`, at: `${name}/src/models.rs:${i + 1}:12` }));
  }
  const gone = findings ? Array.from({ length: 5 }, (_, i) => b.missing(`Missing${i}`)) : [];
  const all = members.flat();
  const homeOf = new Map(members.flatMap((list, crate) => list.map((id) => [id, crate])));
  const moduleOf = (id) => b.data.models[id].path.split("::")[1];
  const kinds = ["belongs_to", "belongs_to", "belongs_to", "has_many", "has_one", "many_to_many", "refers_to"];
  let count = 0;
  const broken = [];
  while (count < relations) {
    const crate = members[Math.floor(random() * crates)];
    const from = random() < 0.5 ? pick(crate) : pick(all);
    const home = members[homeOf.get(from)];
    // A few models of each crate are what most others point at.
    const near = modules ? home.filter((id) => moduleOf(id) === moduleOf(from)) : home;
    const to = random() < 0.2 ? pick(all) : near[Math.floor(random() ** 2.5 * near.length)];
    const kind = pick(kinds);
    if (broken.length < findings && count >= broken.length * 90) {
      const target = broken.length % 2 ? to : pick(gone);
      b.relation(from, `lost_${count}`, kind, target, { outcome: broken.length % 2 ? "ambiguous" : "missing" });
      broken.push([from, target, `lost_${count}`]);
      count += 1;
    } else if (random() < 0.25 && inverseKind[kind] && count + 2 <= relations) {
      b.relation(from, `r${count}`, kind, to, { inverse: `back_${count}` });
      count += 2;
    } else {
      b.relation(from, `r${count}`, kind, to);
      count += 1;
    }
  }
  broken.forEach(([from, to, name], i) => b.finding([from, to], {
    level: i % 3 ? "error" : "warning", headline: `relation \`${b.data.models[from].name}.${name}\` points at \`${b.data.models[to].name}\`, but no model has that name`,
    subject: `${b.data.models[from].name}.${name}`, help: "derive `Model` for it, or take the relation out" }));
  return b.done();
}

/** Names that try to be something else than text. */
export function hostile() {
  const b = builder("</title><script>window.hacked=1</script>\u202eeltit");
  const names = ["</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "\u202etxt.exe\u2066hidden\u2069", "\u001b[31mred\u001b[0m\u0007",
    "x".repeat(10000), "__proto__", "constructor", "toString", "a\u0000b\r\nc\u2028d", "javascript:window.hacked=1", "\" onmouseover=\"window.hacked=1", "\ud800lone", "<!--", "]]>", "$&$1",
    "名前🧾", "שלום", "W".repeat(300) + " " + "i".repeat(300)];
  const ids = names.map((name, i) => b.model(`h::${name}`, {
    name, crate: i % 3 === 0 ? "" : i % 3 === 1 ? name.slice(0, 500) : "h", package: name, version: name, table: name, at: name, key: [name], unique: [[name, name]],
    fields: [{ name, type: name, optional: true, unique: true }] }));
  ids.forEach((id, i) => b.relation(id, names[i], Object.keys(inverseKind)[i % 5], ids[(i + 1) % ids.length], {
    inverse: i % 2 ? names[(i + 3) % names.length] : null, through: names[i], tag: names[i], on_delete: names[i], references: [names[i]] }));
  ids.forEach((id, i) => b.finding([id], { headline: names[i], subject: names[i], rule: names[i], notes: [{ text: names[i], at: names[i] }], help: names[i] }));
  const data = b.done();
  data.summary += " <b onclick=window.hacked=1>\u202e";
  return data;
}

/** No models at all. */
export function empty() {
  return { format: "relata-graph/1", title: "empty", summary: "no models", models: [], edges: [], findings: [] };
}
