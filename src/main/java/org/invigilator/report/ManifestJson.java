package org.invigilator.report;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.Status;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import tools.jackson.core.JsonGenerator;

/** Writes {@code manifest.json}: the files read and written, and what could not be checked. */
final class ManifestJson {
  private ManifestJson() {}

  static void write(ReportModel model, Map<String, String> outputs, OutputStream out) {
    try (JsonGenerator json = FindingsJson.WRITER.createGenerator(out)) {
      json.writeStartObject();
      FindingsJson.run(model, json);
      json.writeStringProperty("trust", model.settings().name());
      json.writeStringProperty("ledger", model.details().ledger().id());
      json.writeStringProperty("log", model.details().ledger().logHead());
      Optional<Duration> took =
          model.run().finishedAt().map(end -> Duration.between(model.run().startedAt(), end));
      FindingsJson.orNull(json, "duration", took.map(Duration::toString));
      json.writeArrayPropertyStart("packs");
      model
          .packs()
          .forEach(
              pack -> {
                json.writeStartObject();
                json.writeStringProperty("id", pack.id());
                FindingsJson.orNull(json, "version", Optional.ofNullable(pack.version()));
                FindingsJson.orNull(
                    json, "effective_from", pack.effectiveFrom().map(Object::toString));
                json.writeEndObject();
              });
      json.writeEndArray();
      json.writeNumberProperty("rules", Catalogue.ids().size());
      counts(model, json);
      collected(model, json);
      notEvaluated(model, json);
      FindingsJson.list(json, "notes", model.notes());
      hashes("inputs", model.details().inputs(), json);
      hashes("outputs", outputs, json);
      json.writeEndObject();
    }
  }

  private static void counts(ReportModel model, JsonGenerator json) {
    json.writeObjectPropertyStart("counts");
    json.writeNumberProperty("accounts", model.accounts().size());
    json.writeNumberProperty(
        "posts",
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(r -> r.posts())
            .sum());
    json.writeNumberProperty(
        "followers",
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(r -> r.followers())
            .sum());
    for (Status status : Status.values()) {
      json.writeNumberProperty(status.label(), model.with(status).size());
    }
    json.writeEndObject();
  }

  private static void collected(ReportModel model, JsonGenerator json) {
    json.writeArrayPropertyStart("collected");
    model
        .collected()
        .map(Collected::costs)
        .orElse(List.of())
        .forEach(
            cost -> {
              json.writeStartObject();
              json.writeStringProperty("platform", cost.platform());
              json.writeNumberProperty("calls", cost.calls());
              json.writeNumberProperty("rows", cost.rows());
              json.writeNumberProperty("usd", java.math.BigDecimal.valueOf(cost.micro(), 6));
              json.writeEndObject();
            });
    json.writeEndArray();
  }

  /** Each rule and reason once, with the accounts; none for the trust as a whole. */
  private static void notEvaluated(ReportModel model, JsonGenerator json) {
    Map<List<String>, List<String>> accounts = new LinkedHashMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      List<String> concerned =
          accounts.computeIfAbsent(
              List.of(outcome.rule(), outcome.reason()), k -> new ArrayList<>(1));
      if (!outcome.account().isEmpty()) {
        concerned.add(outcome.account());
      }
    }
    json.writeArrayPropertyStart("not_evaluated");
    accounts.forEach(
        (what, concerned) -> {
          json.writeStartObject();
          json.writeStringProperty("rule", what.get(0));
          json.writeStringProperty("reason", what.get(1));
          FindingsJson.list(json, "accounts", concerned);
          json.writeEndObject();
        });
    json.writeEndArray();
  }

  private static void hashes(String name, Map<String, String> hashes, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    hashes.forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
