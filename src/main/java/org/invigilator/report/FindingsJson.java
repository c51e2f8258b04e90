package org.invigilator.report;

import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code findings.json}, streaming, in an order that never changes. */
public final class FindingsJson {
  static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build()
          .writerWithDefaultPrettyPrinter();

  private FindingsJson() {}

  static void write(ReportModel model, OutputStream out) {
    try (JsonGenerator json = WRITER.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty("schema", 1);
      run(model, json);
      json.writeArrayPropertyStart("findings");
      model.findings().forEach(f -> finding(f, model, json));
      json.writeEndArray();
      json.writeArrayPropertyStart("outcomes");
      model.outcomes().stream()
          .filter(o -> o.kind() != Outcome.Kind.NONE)
          .sorted(
              Comparator.comparing(Outcome::rule)
                  .thenComparing(Outcome::account)
                  .thenComparing(Outcome::kind)
                  .thenComparing(Outcome::reason))
          .forEach(o -> outcome(o, json));
      json.writeEndArray();
      json.writeArrayPropertyStart("attestations");
      model.attestations().forEach(a -> attestation(a, json));
      json.writeEndArray();
      coverage(model, json);
      json.writeEndObject();
    }
  }

  /** Writes what identifies a run; instants in UTC. */
  static void run(ReportModel model, JsonGenerator json) {
    json.writeObjectPropertyStart("run");
    json.writeStringProperty("id", model.run().id());
    json.writeStringProperty("job", model.run().job());
    json.writeStringProperty("as_of", model.asOf().toString());
    json.writeStringProperty("started", model.run().startedAt().toString());
    orNull(json, "finished", model.run().finishedAt().map(Object::toString));
    list(json, "packs", model.packs().stream().map(PolicyPack::id).toList());
    json.writeStringProperty("program", model.details().program());
    json.writeEndObject();
  }

  /** Writes one finding; also for the command line. */
  public static void finding(Finding f, ReportModel model, JsonGenerator json) {
    json.writeStartObject();
    properties(f, model.asOf(), json);
    evidence(FindingEvidence.of(f, model), json);
    json.writeEndObject();
  }

  /** Writes one finding as of a date, without what stands behind it. */
  public static void finding(Finding f, java.time.LocalDate asOf, JsonGenerator json) {
    json.writeStartObject();
    properties(f, asOf, json);
    json.writeEndObject();
  }

  private static void evidence(FindingEvidence evidence, JsonGenerator json) {
    json.writeObjectPropertyStart("evidence");
    Optional<FindingEvidence.SourceFile> first = evidence.sources().stream().findFirst();
    orNull(json, "source", first.map(FindingEvidence.SourceFile::path));
    orNull(json, "read_at", evidence.readAt().map(Object::toString));
    orNull(
        json,
        "sha256",
        first.map(FindingEvidence.SourceFile::sha256).flatMap(FindingsJson::filled));
    list(
        json,
        "also",
        evidence.sources().stream().skip(1).map(FindingEvidence.SourceFile::path).toList());
    json.writeStringProperty("method", evidence.method());
    list(json, "limits", evidence.limits());
    json.writeEndObject();
  }

  private static void properties(Finding f, java.time.LocalDate asOf, JsonGenerator json) {
    json.writeStringProperty("id", f.id());
    json.writeStringProperty("rule", f.rule());
    json.writeStringProperty("severity", f.severity().toString());
    json.writeStringProperty("mode", f.mode().toString());
    json.writeStringProperty("status", f.status().label());
    json.writeNumberProperty("weeks_open", f.weeksOpen(asOf));
    json.writeStringProperty("first_seen", f.firstSeen().toString());
    json.writeStringProperty("last_seen", f.lastSeen().toString());
    orNull(json, "due", f.due().map(Object::toString));
    orNull(json, "academy", filled(f.academy()));
    orNull(json, "account", filled(f.account()));
    orNull(json, "platform", filled(f.platform()));
    json.writeObjectPropertyStart("subject");
    json.writeStringProperty("kind", f.subject().kind().label());
    json.writeStringProperty("id", f.subject().id());
    orNull(json, "url", filled(f.subject().url()));
    json.writeEndObject();
    list(json, "pupils", f.pupils());
    list(json, "people", f.people());
    json.writeStringProperty("observed", f.observed());
    json.writeStringProperty("expected", f.expected());
    json.writeStringProperty("reason", Catalogue.require(f.rule()).reason());
    json.writeStringProperty("fix", Catalogue.require(f.rule()).fix());
    json.writeArrayPropertyStart("clauses");
    f.clauses()
        .forEach(
            (pack, numbers) ->
                numbers.forEach(
                    number -> {
                      json.writeStartObject();
                      json.writeStringProperty("pack", pack);
                      json.writeStringProperty("clause", number);
                      json.writeEndObject();
                    }));
    json.writeEndArray();
    json.writeStringProperty("change", f.change().label());
    f.confidence().ifPresent(c -> json.writeNumberProperty("confidence", c));
    f.tier().ifPresent(tier -> json.writeStringProperty("tier", tier.label()));
    if (f.isForOperator()) {
      json.writeStringProperty("audience", "operator");
    }
    json.writeStringProperty("basis", f.policy() ? "policy" : "trust-choice");
    orNull(json, "owner", filled(f.owner()));
    orNull(json, "note", filled(f.note()));
    decision("waiver", f.decision().filter(d -> d.kind() == Decision.Kind.WAIVER), json);
    decision("decision", f.decision().filter(d -> d.kind() != Decision.Kind.WAIVER), json);
  }

  /** What was decided, why, who requested and who approved it; null without a decision. */
  private static void decision(String name, Optional<Decision> decision, JsonGenerator json) {
    if (decision.isEmpty()) {
      json.writeNullProperty(name);
      return;
    }
    Decision d = decision.get();
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("id", d.id());
    json.writeStringProperty("kind", d.kind().label());
    json.writeStringProperty("taken_on", d.takenOn().toString());
    orNull(json, "until", d.until().map(Object::toString));
    orNull(json, "reason", filled(d.text()));
    orNull(json, "requested_by", filled(d.requestedBy()));
    orNull(json, "approved_by", filled(d.approvedBy()));
    json.writeStringProperty("source", d.source());
    json.writeEndObject();
  }

  private static void outcome(Outcome o, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("rule", o.rule());
    orNull(json, "account", filled(o.account()));
    json.writeStringProperty("outcome", o.kind().name());
    json.writeNumberProperty("count", o.count());
    orNull(json, "reason", filled(o.reason()));
    json.writeEndObject();
  }

  private static void attestation(AttestationLine a, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("question", a.asked().id());
    json.writeStringProperty("role", a.asked().role());
    orNull(json, "account", a.asked().account().map(x -> x.id()));
    json.writeStringProperty("scope", a.asked().scope());
    json.writeStringProperty("state", a.state().name().toLowerCase(Locale.ROOT));
    orNull(json, "due", a.due().map(Object::toString));
    orNull(json, "answered", a.latest().map(answer -> answer.answeredOn().toString()));
    orNull(json, "answered_by", a.latest().map(answer -> answer.person()));
    json.writeEndObject();
  }

  private static void coverage(ReportModel model, JsonGenerator json) {
    json.writeObjectPropertyStart("coverage");
    json.writeObjectPropertyStart("accounts");
    long registered = model.registered().size();
    json.writeNumberProperty("registered", registered);
    json.writeNumberProperty("read", model.accountsRead());
    json.writeNumberProperty("not_read", registered - model.accountsRead());
    json.writeEndObject();
    json.writeObjectPropertyStart("clauses");
    for (Clause.Reading reading : Clause.Reading.values()) {
      long count = model.clauses().stream().filter(c -> c.clause().reading() == reading).count();
      json.writeNumberProperty(reading.toString().replace('-', '_'), count);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static void list(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static Optional<String> filled(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  static void orNull(JsonGenerator json, String name, Optional<String> value) {
    if (value.isPresent()) {
      json.writeStringProperty(name, value.get());
    } else {
      json.writeNullProperty(name);
    }
  }
}
