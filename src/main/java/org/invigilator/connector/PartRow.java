package org.invigilator.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.invigilator.snapshot.Capture.Extent;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code collected_part}. */
final class PartRow {
  private PartRow() {}

  static PartState read(ResultSet rs) throws SQLException {
    String failure = rs.getString("trouble");
    return new PartState(
        rs.getString("source"),
        open(rs),
        completed(rs),
        failure.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new PartOutcome(
                    Extent.valueOf(failure.toUpperCase(Locale.ROOT)), rs.getString("reason"))));
  }

  private static Optional<OpenReading> open(ResultSet rs) throws SQLException {
    Optional<LocalDate> runDate = date(rs, "open_night");
    return runDate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OpenReading(
                runDate.get(),
                rs.getBoolean("sweep"),
                rs.getString("since_id"),
                Optional.ofNullable(rs.getObject("since_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                rs.getString("next_page"),
                rs.getInt("pages"),
                rs.getInt("found"),
                rs.getInt("known_run"),
                rs.getBoolean("ended"),
                rs.getString("open_sought"),
                rs.getString("open_note")));
  }

  private static Optional<CompletedReading> completed(ResultSet rs) throws SQLException {
    Optional<LocalDate> runDate = date(rs, "done_night");
    return runDate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CompletedReading(
                runDate.get(),
                rs.getObject("done_at", OffsetDateTime.class).toInstant(),
                date(rs, "swept_night"),
                date(rs, "tried_night"),
                rs.getString("newest"),
                rs.getLong("items"),
                rs.getLong("counted"),
                rs.getString("sought"),
                rs.getString("note")));
  }

  private static Optional<LocalDate> date(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getObject(column, LocalDate.class));
  }

  /** The values of the columns besides the key's, by name. */
  static Map<String, @Nullable Object> columns(PartState state) {
    Optional<OpenReading> open = state.open();
    Optional<CompletedReading> completed = state.completed();
    Optional<PartOutcome> failure = state.failure();
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("source", state.source());
    columns.put("open_night", open.map(OpenReading::runDate).orElse(null));
    columns.put("open_sought", open.map(OpenReading::watched).orElse(""));
    columns.put("open_note", open.map(o -> CursorStore.shortened(o.shortfall())).orElse(""));
    columns.put("sweep", open.map(OpenReading::sweep).orElse(false));
    columns.put("since_id", open.map(OpenReading::sinceId).orElse(""));
    columns.put("since_at", open.flatMap(OpenReading::from).map(CursorStore::utc).orElse(null));
    columns.put("next_page", open.map(OpenReading::next).orElse(""));
    columns.put("pages", open.map(OpenReading::pages).orElse(0));
    columns.put("found", open.map(OpenReading::found).orElse(0));
    columns.put("known_run", open.map(OpenReading::knownRun).orElse(0));
    columns.put("ended", open.map(OpenReading::ended).orElse(false));
    columns.put("done_night", completed.map(CompletedReading::runDate).orElse(null));
    columns.put("done_at", completed.map(c -> CursorStore.utc(c.at())).orElse(null));
    columns.put("swept_night", completed.flatMap(CompletedReading::swept).orElse(null));
    columns.put("tried_night", completed.flatMap(CompletedReading::tried).orElse(null));
    columns.put("newest", completed.map(CompletedReading::newest).orElse(""));
    columns.put("items", completed.map(CompletedReading::items).orElse(0L));
    columns.put("counted", completed.map(CompletedReading::counted).orElse(-1L));
    columns.put("sought", completed.map(CompletedReading::watched).orElse(""));
    columns.put("note", completed.map(c -> CursorStore.shortened(c.note())).orElse(""));
    columns.put("trouble", failure.map(f -> f.extent().name().toLowerCase(Locale.ROOT)).orElse(""));
    columns.put("reason", failure.map(f -> CursorStore.shortened(f.reason())).orElse(""));
    return columns;
  }
}
