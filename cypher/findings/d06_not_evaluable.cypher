// id: d06_not_evaluable
// rule: D-06
// title: Question that can't be answered yet
// question: Which questions can't be answered yet, and what is missing for them?
// kind: finding
// severity: info
// needs: [answers]
// sheets: []
// advice: >-
//   Send the missing sheet, or run what is missing. The data steward decides what to collect first.
// source: "Empty is not good news: what was never collected is listed, not passed over"
// columns:
//   - {name: query, type: text, key: true}
//   - {name: about, type: text, help: "the rule that the query answers"}
//   - {name: title, type: text}
//   - {name: missing, type: texts, help: "what it needs"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   We can't tell yet: {title}. What is missing: {missing}.
MATCH (answer:Answer {evaluable: false})
WHERE answer.rule <> 'D-06'
OPTIONAL MATCH (state:Unit {level: 'state'})
RETURN DISTINCT answer.query AS query, answer.rule AS about, answer.title AS title, answer.missing AS missing,
       [id IN [state.unit_id] WHERE id IS NOT NULL] AS ids, coalesce(state.buildings, 0) AS buildings;
