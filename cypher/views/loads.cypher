// id: loads
// title: Loads
// question: Which loads were published, the latest first?
// kind: view
// columns:
//   - {name: load_id, type: text, key: true, subject: Load}
//   - {name: source, type: text}
//   - {name: as_of, type: date}
//   - {name: loaded_at, type: text}
//   - {name: mapping, type: text}
//   - {name: read, type: whole}
//   - {name: loaded, type: whole}
//   - {name: quarantined, type: whole}
//   - {name: duplicates, type: whole}
//   - {name: quarantine, type: text, help: 'File with the rows that were set aside'}
//
MATCH (load:Load {status: 'published'})
RETURN load.load_id AS load_id, load.source AS source, load.as_of AS as_of, toString(load.loaded_at) AS loaded_at,
       load.mapping AS mapping, load.read AS read, load.loaded AS loaded, load.quarantined AS quarantined,
       load.duplicates AS duplicates, load.quarantine AS quarantine
ORDER BY as_of DESC, load.sequence DESC;
