package org.invigilator.privacy;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Deletes findings with everything that refers to them; inside a transaction. */
record FindingDeletion(NamedParameterJdbcTemplate jdbc) {

  void delete(List<String> ids) {
    List<Map<String, String>> rows = ids.stream().map(id -> Map.of("id", id)).toList();
    for (String from :
        List.of(
            "finding_event where finding_id",
            "decision where finding_id",
            "answer_line where finding_id",
            "reminder where finding_id",
            "finding where id")) {
      jdbc.batchUpdate("delete from " + from + " = :id", rows.toArray(Map[]::new));
    }
  }
}
