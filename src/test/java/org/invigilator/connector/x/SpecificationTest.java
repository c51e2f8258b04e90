package org.invigilator.connector.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.Page;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.demo.Failure;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that is asked, and everything that the stand-in answers, against the specification
 * that X published; it is not ours to hand on, so the test is skipped where it is not at hand.
 */
class SpecificationTest {
  private static final Path FILE = Path.of("../shared/x-api/openapi-2.166.json");
  private static final String AT = "https://specification.example/x.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;
  private JsonNode specification;
  private SchemaRegistry registry;
  private final Map<String, Schema> schemas = new HashMap<>();
  private final Set<String> complaints = new LinkedHashSet<>();
  private int bodies;
  private int parameters;

  @Test
  void requestsAndAnswersAreAsPublished() throws Exception {
    assumeTrue(Files.isRegularFile(FILE), "../shared/x-api is not here");
    String text = Files.readString(FILE);
    specification = JSON.readTree(text);
    registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(AT, text)));
    try (DemoServer server = DemoServer.start(sample(), 0, Clock.systemUTC())) {
      server.watch(this::check);
      XConnector x =
          new XConnector(
              server.x(),
              Source.Fields.TWEET,
              XCredentials.of(Map.of(XCredentials.BEARER, Access.BEARER)).orElseThrow(),
              5);
      List<String> ids = new ArrayList<>(List.of("880000000000000000"));
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(f -> f.endsWith("profile.json")).sorted().toList()) {
          ids.add(JSON.readTree(Files.readString(file)).path("id").asString());
        }
      }
      x.lookUp(
          List.of(
              new Connector.Query("a", "", "FHH_flt_demo"),
              new Connector.Query("b", "", "nobody_here")));
      x.lookUp(
          List.of(new Connector.Query("a", ids.get(0), ""), new Connector.Query("b", "42", "")));
      for (String id : ids) {
        for (Part part : Part.values()) {
          all(x, part, id);
        }
      }
      x.page(
          new Connector.PageRequest(
              Part.POSTS,
              new Connector.Query("A", ids.get(0), ""),
              5,
              "",
              "2122708336112566283",
              Optional.empty()));
      x.page(
          new Connector.PageRequest(
              Part.MENTIONS,
              new Connector.Query("A", ids.get(0), ""),
              5,
              "",
              "",
              Optional.of(java.time.Instant.parse("2026-10-20T23:00:00.123Z"))));
      for (String how :
          List.of(
              "suspended",
              "protected",
              "unknown-problem",
              "usage-cap",
              "not-enrolled",
              "no-credits",
              "bad-credentials",
              "rate-limit",
              "rate-limit-old",
              "not-found",
              "server-error")) {
        server.recover();
        server.fail(Failure.Planned.parse("posts:1:" + how));
        try {
          x.page(
              new Connector.PageRequest(
                  Part.POSTS,
                  new Connector.Query("A", ids.get(0), ""),
                  5,
                  "",
                  "",
                  Optional.empty()));
        } catch (ApiFailure refusal) {
          assertThat(refusal.reason()).isNotBlank();
        }
      }
    }
    assertThat(complaints).isEmpty();
    assertThat(bodies).isGreaterThan(30);
    assertThat(parameters).isGreaterThan(100);
  }

  /** The sample, whose people bear handles too long to exist, with handles that could. */
  private Path sample() throws Exception {
    Path copy = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), copy);
    try (Stream<Path> files = Files.walk(copy.resolve("snapshots"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        Files.writeString(
            file,
            Files.readString(file)
                .replaceAll("\"username\":\\s*\"(\\w{15})\\w*\"", "\"username\":\"$1\""));
      }
    }
    return copy;
  }

  private static void all(XConnector x, Part part, String id) {
    try {
      read(x, part, id);
    } catch (ApiFailure failure) {
      // The sample has an account whose handle someone else has now, with posts of the former one.
      assertThat(failure.reason()).contains("only posts of others");
    }
  }

  private static void read(XConnector x, Part part, String id) throws ApiFailure {
    String next = "";
    do {
      Page page =
          x.page(
              new Connector.PageRequest(
                  part, new Connector.Query("A", id, ""), 30, next, "", Optional.empty()));
      next = page.next();
    } while (!next.isEmpty());
  }

  private void check(DemoServer.Exchange exchange) {
    String path = exchange.path().replaceFirst("/users/\\d+/", "/users/{id}/");
    JsonNode operation = specification.path("paths").path(path).path("get");
    if (operation.isMissingNode()) {
      complaints.add("no such path: " + path);
      return;
    }
    exchange.query().forEach((name, value) -> parameter(path, operation, name, value));
    String pointer = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/get/responses/";
    String kind =
        exchange.status() == 200
            ? "200/content/application~1json/schema"
            : exchange.body().contains("\"code\"") && !exchange.body().contains("\"type\"")
                ? ""
                : "default/content/application~1problem+json/schema";
    if (!kind.isEmpty()) {
      bodies++;
      schema(pointer + kind)
          .validate(JSON.readTree(exchange.body()))
          .forEach(error -> complaints.add(path + " " + exchange.status() + ": " + error));
    }
  }

  private Schema schema(String pointer) {
    return schemas.computeIfAbsent(
        pointer, p -> registry.getSchema(SchemaLocation.of(AT + "#" + p)));
  }

  private void parameter(String path, JsonNode operation, String name, String value) {
    parameters++;
    int index = 0;
    for (JsonNode parameter : operation.path("parameters")) {
      JsonNode resolved = parameter;
      String pointer =
          "/paths/" + path.replace("/", "~1") + "/get/parameters/" + index++ + "/schema";
      if (parameter.has("$ref")) {
        String reference = parameter.path("$ref").asString().substring(1);
        resolved = specification.at(reference);
        pointer = reference + "/schema";
      }
      if (resolved.path("name").asString().equals(name)) {
        JsonNode schema = resolved.path("schema");
        JsonNode typed =
            schema.path("type").asString("").equals("array")
                ? JSON.valueToTree(List.of(value.split(",")))
                : schema.path("type").asString("").equals("integer")
                    ? JSON.valueToTree(Integer.parseInt(value))
                    : JSON.valueToTree(value);
        schema(pointer)
            .validate(typed)
            .forEach(error -> complaints.add(path + "?" + name + "=" + value + ": " + error));
        return;
      }
    }
    complaints.add(path + " knows no parameter " + name);
  }
}
