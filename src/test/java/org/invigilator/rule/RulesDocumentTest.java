package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Questions;
import org.junit.jupiter.api.Test;

/** The reference of the rules is made of the catalogue and the packs, and says what they say. */
class RulesDocumentTest {

  @Test
  void referenceSaysWhatTheCatalogueSays() throws Exception {
    StringBuilder text =
        new StringBuilder(
            """
            # The rules

            Made from the catalogue and the five built-in policies by `RulesDocumentTest`; do not edit. An *automated* rule
            decides; an *assisted* one shows a person what to look at, and why. Inputs with a `?` are needed by some checks only:
            without them the rest still runs, and silence proves nothing. Severity is the product's judgement; a policy's own
            is the basis of its clauses. What a parameter is by default can be changed by a policy, or in `trust.yaml`.
            """);
    Map<String, List<String>> byGroup = new LinkedHashMap<>();
    Catalogue.ids()
        .forEach(
            id ->
                byGroup
                    .computeIfAbsent(Catalogue.require(id).group(), g -> new ArrayList<>())
                    .add(id));
    byGroup.forEach(
        (group, ids) -> {
          text.append("\n## ").append(group).append('\n');
          ids.forEach(id -> describe(id, text));
        });
    text.append(
        "\n## Yearly questions\n\n| question | asked for each | words | of whom |\n|---|---|---|---|\n");
    for (String id : Questions.ids()) {
      Questions.Text question = Questions.of(id).orElseThrow();
      text.append("| `")
          .append(id)
          .append("` | ")
          .append(question.scope())
          .append(" | ")
          .append(question.question())
          .append(" | ")
          .append(askedOf(id))
          .append(" |\n");
    }
    Path document = Path.of("src/docs/rules.md");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(document, text);
    }
    assertThat(Files.readString(document)).isEqualTo(text.toString());
  }

  private static List<PolicyPack> packs() {
    PackLibrary library = new PackLibrary();
    return PackLibrary.BUILT_IN.stream().map(library::get).toList();
  }

  private static void describe(String id, StringBuilder text) {
    RuleInfo info = Catalogue.require(id);
    text.append("\n### `").append(id).append("`\n\n**").append(info.title()).append("** – ");
    text.append(info.mode()).append(", ").append(info.severity()).append(". ");
    text.append(info.checks()).append(' ').append(info.reason()).append("\n\n");
    text.append("- Expected: ").append(info.expected()).append("\n- To fix: ").append(info.fix());
    text.append("\n- Needs: ")
        .append(
            info.needs().isEmpty()
                ? "nothing"
                : info.needs().stream()
                    .map(n -> n.input().label() + (n.optional() ? "?" : ""))
                    .collect(java.util.stream.Collectors.joining(", ")))
        .append('\n');
    if (!info.parameters().isEmpty()) {
      text.append("- Parameters: ")
          .append(
              new TreeMap<>(info.parameters())
                  .entrySet().stream()
                      .map(
                          e ->
                              "`"
                                  + e.getKey()
                                  + "` = "
                                  + shown(e.getValue())
                                  + (info.fixed().contains(e.getKey()) ? " (fixed)" : ""))
                      .collect(Collectors.joining("; ")))
          .append('\n');
    }
    if (!info.supersededBy().isEmpty()) {
      text.append("- Silent where this is found on the same act: ")
          .append(String.join(", ", info.supersededBy()))
          .append('\n');
    }
    String clauses =
        packs().stream()
            .map(pack -> clauses(pack, id))
            .filter(c -> !c.isEmpty())
            .collect(Collectors.joining("; "));
    text.append("- Clauses: ")
        .append(
            clauses.isEmpty()
                ? info.product()
                    ? "none; runs under every policy"
                    : "none; runs where the trust chooses it"
                : clauses + (info.product() ? "; and under every other policy" : ""))
        .append('\n');
  }

  private static String shown(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "none" : String.valueOf(value).replace("|", "\\|");
  }

  private static String clauses(PolicyPack pack, String id) {
    String numbers =
        pack.clauseList().stream()
            .flatMap(
                c ->
                    c.rules().stream()
                        .filter(u -> u.id().equals(id))
                        .map(u -> c.number() + u.severity().map(s -> " (" + s + ")").orElse("")))
            .distinct()
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "" : pack.id() + " " + numbers;
  }

  private static String askedOf(String id) {
    return packs().stream()
        .map(
            pack -> {
              Map<String, List<String>> byRole = new TreeMap<>();
              for (Clause clause : pack.clauseList()) {
                clause.attestations().stream()
                    .filter(q -> q.id().equals(id))
                    .forEach(
                        q ->
                            byRole
                                .computeIfAbsent(q.role(), r -> new ArrayList<>())
                                .add(clause.number()));
              }
              return byRole.isEmpty()
                  ? ""
                  : pack.id()
                      + ": "
                      + byRole.entrySet().stream()
                          .map(e -> e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                          .collect(Collectors.joining(", "));
            })
        .filter(t -> !t.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
