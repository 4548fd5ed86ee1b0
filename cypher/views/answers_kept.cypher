// id: answers_kept
// title: Answers worked out after the last load
// question: Which questions were answered after the last load, and what do the others wait for?
// kind: view
// columns:
//   - {name: query, type: text, key: true, subject: Answer}
//   - {name: rule, type: text}
//   - {name: kind, type: text}
//   - {name: evaluable, type: flag}
//   - {name: missing, type: texts}
//   - {name: found, type: whole, help: 'Rows of the answer'}
//   - {name: population, type: whole}
//
MATCH (answer:Answer)
RETURN answer.query AS query, answer.rule AS rule, answer.kind AS kind, answer.evaluable AS evaluable,
       coalesce(answer.missing, []) AS missing, coalesce(answer.rows, 0) AS found, answer.population AS population
ORDER BY query;
