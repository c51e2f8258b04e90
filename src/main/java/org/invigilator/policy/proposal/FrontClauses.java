package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.WrittenDate;

/** The lines of a front page as clauses: each is checked for what it gives itself. */
record FrontClauses(FrontPage front) {
  private static final String REVIEW =
      "policy-review-overdue (medium)\npolicy-review-due-soon (info)";

  List<Map<String, String>> rows() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (FrontPage.Field field : front.fields()) {
      if (field.kind() == FrontPage.Kind.OTHER) {
        continue;
      }
      Map<String, String> row = new LinkedHashMap<>();
      row.put("clause", "H(" + Marks.letter(rows.size() + 1) + ")");
      row.put("section", "Header");
      row.put("place", field.place());
      row.put("text", field.text());
      row.put("paraphrase", field.text());
      row.put("binds", "the trust");
      Optional<String> rules = rules(field);
      row.put(
          "class",
          (rules.isPresent() ? Clause.Reading.AUTOMATED : Clause.Reading.NOT_APPLICABLE)
              .toString());
      row.put("rules", rules.orElse(""));
      row.put("why", rules.isPresent() ? "" : "This line is about a past review.");
      rows.add(row);
    }
    return rows;
  }

  private static Optional<String> rules(FrontPage.Field field) {
    return switch (field.kind()) {
      case LAST_REVIEW, OTHER -> Optional.empty();
      case REVIEW -> Optional.of(REVIEW);
      case TITLE -> given("low", List.of("title"));
      case APPROVED -> given("low", approval(field.text()));
      case AUTHOR -> given("info", List.of("compiled_by_role"));
      case OFFICER -> given("info", List.of("responsible_roles"));
      case EFFECTIVE -> given("low", List.of("effective_from"));
      case VERSION -> given("info", List.of("version"));
      case SIGNED -> given("low", List.of("signed_by"));
      case DATED -> given("low", List.of("signed_on"));
    };
  }

  private static List<String> approval(String text) {
    List<String> given = new ArrayList<>();
    String small = text.toLowerCase(Locale.ROOT);
    boolean hasDate = WrittenDate.in(text).isPresent() || small.contains("date");
    boolean hasName = FrontPage.approver(text).isPresent() || small.matches("(?s).*\\bby\\b.*");
    if (hasDate || !hasName) {
      given.add("approved_on");
    }
    if (hasName || !hasDate) {
      given.add("approved_by");
    }
    return given;
  }

  private static Optional<String> given(String severity, List<String> fields) {
    return Optional.of(
        "policy-metadata-missing ("
            + severity
            + ") {\"required\":["
            + fields.stream().map(f -> '"' + f + '"').collect(Collectors.joining(","))
            + "]}");
  }
}
