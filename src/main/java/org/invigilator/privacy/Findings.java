package org.invigilator.privacy;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Takes findings out of the ledger with everything that hangs on them; inside a transaction. */
final class Findings {
  private final JdbcTemplate jdbc;

  Findings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void delete(List<String> ids) {
    List<Object[]> rows = ids.stream().map(id -> new Object[] {id}).toList();
    for (String what :
        List.of(
            "finding_event where finding_id = ?",
            "decision where finding_id = ?",
            "answer_line where finding_id = ?",
            "finding where id = ?")) {
      jdbc.batchUpdate("delete from " + what, rows);
    }
  }
}
