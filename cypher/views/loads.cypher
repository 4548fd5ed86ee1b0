// id: loads
// title: Loads
// question: Which loads have begun, those that did not finish first, then the latest first?
// kind: view
// columns:
//   - {name: number, type: whole, help: 'Order in which loads were published; absent until one is'}
//   - {name: load_id, type: text, key: true, subject: Load}
//   - {name: source, type: text}
//   - {name: as_of, type: date}
//   - {name: loaded_at, type: text}
//   - {name: published, type: flag}
//   - {name: mode, type: text, help: 'full, or delta: what its files do not list stays'}
//   - {name: reason, type: text, help: 'Why it was approved, if it was held'}
//   - {name: mapping, type: text}
//   - {name: profile, type: text}
//   - {name: read, type: whole}
//   - {name: loaded, type: whole}
//   - {name: quarantined, type: whole}
//   - {name: duplicates, type: whole}
//   - {name: quarantine, type: text, help: 'File with the rows that were set aside'}
//
MATCH (load:Load)
RETURN load.sequence AS number, load.load_id AS load_id, load.source AS source, load.as_of AS as_of,
       toString(load.loaded_at) AS loaded_at, coalesce(load.status = 'published', false) AS published,
       load.mode AS mode, load.approved AS reason, load.mapping AS mapping, load.profile AS profile,
       load.read AS read, load.loaded AS loaded, load.quarantined AS quarantined, load.duplicates AS duplicates,
       load.quarantine AS quarantine
ORDER BY published, number DESC, loaded_at DESC;
