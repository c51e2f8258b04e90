package org.invigilator.policy.proposal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Proposal;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes a proposed pack of a document: every clause with how it may be checked, and why. */
public final class PackProposal {
  public static final String CONFIDENCE = "confidence";
  public static final String REASON = "reason";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST_PARAPHRASE = 160;

  /** What a rule of the front page checks. */
  private static final Map<FrontPage.Kind, String> CHECKS =
      Map.of(
          FrontPage.Kind.REVIEW, "policy-review-overdue (medium)\npolicy-review-due-soon (info)",
          FrontPage.Kind.APPROVED, "policy-metadata-missing (low)",
          FrontPage.Kind.AUTHOR, "policy-metadata-missing (info)",
          FrontPage.Kind.OFFICER, "policy-metadata-missing (info)",
          FrontPage.Kind.SIGNED, "policy-metadata-missing (low)",
          FrontPage.Kind.DATED, "policy-metadata-missing (low)",
          FrontPage.Kind.VERSION, "policy-metadata-missing (info)");

  private PackProposal() {}

  /**
   * The proposal as tables, with a decision to be taken for each clause.
   *
   * @param id of the pack
   * @param title of the policy
   * @param file the name of the document, and its hash, by which a change of it is noticed
   * @param known the policies from whose clauses it is made
   * @param ruleTexts what each rule checks, in words, by its id
   */
  public static PackTable of(
      List<Paragraph> document,
      String id,
      String title,
      String file,
      String sha256,
      List<PolicyPack> known,
      Map<String, String> ruleTexts) {
    FrontPage front = FrontPage.of(document);
    List<List<String>> values = new ArrayList<>();
    values.add(List.of("pack", id));
    values.add(List.of("title", title));
    front.values().forEach((key, value) -> values.add(List.of(key, value)));
    front
        .values()
        .computeIfPresent(
            "approved_on",
            (key, day) -> {
              values.add(List.of("effective_from", day.length() == 7 ? day + "-01" : day));
              return day;
            });
    values.add(
        List.of(
            "document",
            JSON.writeValueAsString(new TreeMap<>(Map.of("file", file, "sha256", sha256)))));
    values.add(List.of(Proposal.REVIEWED_BY, ""));
    values.add(List.of(Proposal.REVIEWED_ON, ""));
    List<Map<String, String>> rows = new ArrayList<>();
    fields(front, rows);
    ClauseJudge judge = new ClauseJudge(known, withTerms(ruleTexts));
    for (ClauseFinder.Found found : ClauseFinder.in(document)) {
      rows.add(row(found, judge.judge(found)));
    }
    return new PackTable(values, unique(rows));
  }

  /** What each rule checks, with the words in which policies commonly ask for it. */
  static Map<String, String> withTerms(Map<String, String> ruleTexts) {
    Map<String, String> texts = new LinkedHashMap<>(ruleTexts);
    terms().forEach((rule, words) -> texts.merge(rule, words, (a, b) -> a + " " + b));
    return texts;
  }

  private static Map<String, String> terms() {
    try (InputStream in = PackProposal.class.getResourceAsStream("terms.yaml")) {
      return new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fields(FrontPage front, List<Map<String, String>> rows) {
    char letter = 'a';
    for (FrontPage.Field field : front.fields()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put(Proposal.DECISION, "");
      row.put(CONFIDENCE, "90 %");
      row.put(REASON, "A line of the front page or of the signature page");
      row.put("clause", "H(" + letter + ")");
      row.put("section", "Header");
      row.put("place", field.place());
      row.put("text", field.text());
      row.put("paraphrase", field.text());
      row.put("binds", "the trust");
      row.put("class", Clause.Reading.AUTOMATED.toString());
      row.put("rules", CHECKS.getOrDefault(field.kind(), ""));
      rows.add(row);
      letter = letter == 'z' ? 'z' : (char) (letter + 1);
    }
  }

  private static Map<String, String> row(ClauseFinder.Found found, ClauseJudge.Judgement judged) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(Proposal.DECISION, "");
    row.put(CONFIDENCE, String.format(Locale.UK, "%.0f %%", judged.confidence() * 100));
    row.put(REASON, reason(judged));
    row.put("clause", found.number());
    row.put("section", found.section());
    row.put("place", found.place());
    row.put("text", found.text());
    row.put("paraphrase", shortened(found.text()));
    row.put("binds", String.join("; ", judged.binds()));
    row.put("class", judged.reading().toString());
    row.put(
        "why",
        judged.reading() == Clause.Reading.NOT_APPLICABLE
            ? "It contains no duty that can be checked."
            : "");
    row.put(
        "rules",
        judged.rules().stream().limit(1).map(PackProposal::rule).collect(Collectors.joining("\n")));
    row.put(
        "attestations",
        judged.questions().stream()
            .map(q -> q.id() + ": " + q.role())
            .collect(Collectors.joining("\n")));
    return row;
  }

  private static String reason(ClauseJudge.Judgement judged) {
    String others =
        judged.rules().stream().skip(1).map(Clause.RuleUse::id).collect(Collectors.joining(", "));
    return judged.reason() + (others.isEmpty() ? "" : ". Other rules that may fit: " + others);
  }

  private static String rule(Clause.RuleUse use) {
    return use.id()
        + use.severity().map(s -> " (" + s + ")").orElse("")
        + (use.parameters().isEmpty() ? "" : " " + JSON.writeValueAsString(use.parameters()));
  }

  private static String shortened(String text) {
    String first = text.replaceFirst("(?s)(?<=[.!?])\\s.*", "");
    return first.length() <= LONGEST_PARAPHRASE
        ? first
        : first.substring(0, first.lastIndexOf(' ', LONGEST_PARAPHRASE)) + " …";
  }

  /** Two clauses of one number, which a document may have by mistake, are told apart. */
  private static List<Map<String, String>> unique(List<Map<String, String>> rows) {
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (Map<String, String> row : rows) {
      int n = seen.merge(row.getOrDefault("clause", ""), 1, Integer::sum);
      if (n > 1) {
        row.put("clause", row.get("clause") + "#" + n);
      }
    }
    return rows;
  }
}
