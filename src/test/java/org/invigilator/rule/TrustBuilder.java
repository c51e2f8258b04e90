package org.invigilator.rule;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.Questions;
import org.invigilator.policy.Roles;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds a trust folder from the good one and what a case changes in it; everything goes through
 * real files.
 */
public final class TrustBuilder {
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  private final Map<String, List<Map<String, Object>>> registers = new LinkedHashMap<>();
  private final Set<String> dropped = new LinkedHashSet<>();
  private final Set<String> droppedColumns = new LinkedHashSet<>();
  private final Map<String, List<Map<String, Object>>> posts = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> profiles = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> captures = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> followers = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> following = new LinkedHashMap<>();
  private final Map<String, List<Map<String, Object>>> mentions = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private String pack;
  private final LocalDate asOf;
  private Map<String, Object> overrides = Map.of();

  @SuppressWarnings("unchecked")
  public TrustBuilder(String pack, LocalDate asOf) {
    this.pack = pack;
    this.asOf = asOf;
    try (InputStream in = TrustBuilder.class.getResourceAsStream("good-trust.yaml")) {
      Map<String, List<Map<String, Object>>> good = new Yaml().load(in);
      good.forEach(
          (name, rows) ->
              registers.put(
                  name,
                  new ArrayList<>(
                      rows.stream()
                          .map(r -> (Map<String, Object>) new LinkedHashMap<>(r))
                          .toList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registers.get("academies").forEach(a -> a.put("pack", pack));
    for (Map<String, Object> account : registers.get("accounts")) {
      String id = String.valueOf(account.get("account_id"));
      profiles.put(
          id,
          new LinkedHashMap<>(
              Map.of(
                  "id",
                  account.get("platform_user_id"),
                  "username",
                  account.get("handle"),
                  "name",
                  id.startsWith("NTH") ? "North Town High" : "South Town Academy",
                  "description",
                  "Official account of the school",
                  "protected",
                  false,
                  "created_at",
                  "2018-03-05T09:30:00.000Z",
                  "url",
                  "https://nth.trust.example/")));
      captures.put(
          id,
          new LinkedHashMap<>(
              Map.of(
                  "captured_at",
                  asOf.minusDays(1) + "T21:00:00Z",
                  "profile",
                  "found",
                  "posts",
                  "complete",
                  "followers",
                  "complete",
                  "following",
                  "complete",
                  "mentions",
                  "complete")));
      posts.put(
          id,
          new ArrayList<>(
              List.of(
                  new LinkedHashMap<>(
                      Map.of(
                          "id",
                          "1000" + id.hashCode() % 1000,
                          "at",
                          asOf.minusDays(3) + "T10:00:00Z",
                          "text",
                          "Open evening is on Thursday.")))));
      followers.put(
          id, new ArrayList<>(List.of(Map.of("id", "7001", "username", "a_parent_demo"))));
      mentions.put(id, new ArrayList<>());
      following.put(id, new ArrayList<>(List.of(Map.of("id", "6001", "username", "library_demo"))));
    }
    attest();
  }

  private void attest() {
    List<Map<String, Object>> rows = new ArrayList<>();
    Set<List<String>> asked = new LinkedHashSet<>();
    for (Clause clause : new PackLibrary().get(pack).clauseList()) {
      for (Clause.Question q : clause.attestations()) {
        List<String> scopes =
            switch (Questions.of(q.id()).orElseThrow().scope()) {
              case "account" -> ids("accounts", "account_id");
              case "academy" -> ids("academies", "academy_code");
              default -> List.of("TRUST");
            };
        scopes.forEach(scope -> asked.add(List.of(q.id(), scope, q.role())));
      }
    }
    asked.forEach(
        a ->
            rows.add(
                new LinkedHashMap<>(
                    Map.of(
                        "question_id",
                        a.get(0),
                        "scope_ref",
                        a.get(1),
                        "role",
                        a.get(2),
                        "person_id",
                        whoIs(a.get(2)),
                        "answered_on",
                        asOf.minusDays(30).toString(),
                        "answer",
                        "yes"))));
    registers.put("attestations", rows);
  }

  /** The person of the good trust who has a role, at any academy. */
  private String whoIs(String role) {
    return role.equals("account administrator")
        ? "P-1"
        : registers.get("role_holders").stream()
            .filter(r -> Roles.same(String.valueOf(r.get("role")), role))
            .map(r -> String.valueOf(r.get("person_id")))
            .findFirst()
            .orElse("P-9");
  }

  private List<String> ids(String register, String column) {
    return registers.get(register).stream().map(r -> String.valueOf(r.get(column))).toList();
  }

  /** Changes rows by the value of their first column, or all rows when the key is {@code *}. */
  public TrustBuilder set(String register, String key, Map<String, Object> values) {
    String column =
        Schema.of(Register.valueOf(register.toUpperCase(java.util.Locale.ROOT)))
            .columns()
            .keySet()
            .iterator()
            .next();
    registers.get(register).stream()
        .filter(r -> key.equals("*") || String.valueOf(r.get(column)).equals(key))
        .forEach(r -> r.putAll(values));
    return this;
  }

  /** Removes the rows that have all the given values. */
  public TrustBuilder remove(String register, Map<String, Object> like) {
    registers
        .get(register)
        .removeIf(
            r ->
                like.entrySet().stream()
                    .allMatch(
                        e ->
                            String.valueOf(r.get(e.getKey()))
                                .equals(String.valueOf(e.getValue()))));
    return this;
  }

  public TrustBuilder add(String register, Map<String, Object> row) {
    registers.computeIfAbsent(register, r -> new ArrayList<>()).add(new LinkedHashMap<>(row));
    return this;
  }

  /** Leaves a register out. */
  public TrustBuilder drop(String register) {
    dropped.add(register);
    return this;
  }

  /** Leaves columns of the accounts register out of its file. */
  public TrustBuilder dropColumns(List<String> columns) {
    droppedColumns.addAll(columns);
    return this;
  }

  public TrustBuilder post(String account, Map<String, Object> post) {
    posts.get(account).add(post);
    return this;
  }

  public TrustBuilder noPosts(String account) {
    posts.get(account).clear();
    return this;
  }

  public TrustBuilder profile(String account, Map<String, Object> values) {
    profiles.get(account).putAll(values);
    return this;
  }

  public TrustBuilder capture(String account, Map<String, Object> values) {
    captures.get(account).putAll(values);
    return this;
  }

  /** Leaves an account out of the snapshots. */
  public TrustBuilder notCaptured(String account) {
    captures.remove(account);
    return this;
  }

  public TrustBuilder follower(String account, Map<String, Object> user) {
    followers.get(account).add(user);
    return this;
  }

  public TrustBuilder follows(String account, Map<String, Object> user) {
    following.get(account).add(user);
    return this;
  }

  /** A message that somebody else addressed to the account. */
  public TrustBuilder mention(String account, Map<String, Object> message) {
    mentions.get(account).add(message);
    return this;
  }

  public TrustBuilder list(String name, List<String> lines) {
    lists.put(name, lines);
    return this;
  }

  /** Chooses a pack that stands in the trust's own folder. */
  public TrustBuilder chooses(String own) {
    pack = own;
    registers.get("academies").forEach(a -> a.put("pack", own));
    return this;
  }

  public TrustBuilder overrides(Map<String, Object> rules) {
    overrides = rules;
    return this;
  }

  /** Switches off every rule but some, so that a test touches no other. */
  public TrustBuilder only(List<String> rules) {
    Map<String, Object> all = new LinkedHashMap<>(overrides);
    Catalogue.ids().stream()
        .filter(id -> !rules.contains(id))
        .forEach(id -> all.put(id, Map.of("enabled", false)));
    overrides = all;
    return this;
  }

  /** Writes the trust into a folder. */
  public Path write(Path folder) {
    try {
      Files.createDirectories(folder.resolve("registers"));
      Map<String, Object> settings =
          new LinkedHashMap<>(Map.of("name", "Test Trust", "packs", List.of(pack)));
      if (!overrides.isEmpty()) {
        settings.put("overrides", overrides);
      }
      if (overrides.containsKey("pupil-follower-candidate")) {
        settings.put(
            "privacy",
            Map.of(
                "name_matching",
                Map.of(
                    "lawful_basis",
                    "public task",
                    "dpia",
                    "D-1",
                    "privacy_notice_on",
                    "2026-09-01",
                    "reviewed_by",
                    "DPO")));
      }
      Files.writeString(folder.resolve("trust.yaml"), new Yaml().dump(settings));
      for (Map.Entry<String, List<Map<String, Object>>> entry : registers.entrySet()) {
        if (!dropped.contains(entry.getKey())) {
          writeRegister(
              folder.resolve("registers/" + entry.getKey() + ".csv"),
              entry.getKey(),
              entry.getValue());
        }
      }
      for (Map.Entry<String, List<String>> list : lists.entrySet()) {
        Files.createDirectories(folder.resolve("lists"));
        Files.write(folder.resolve("lists/" + list.getKey() + ".txt"), list.getValue());
      }
      for (String account : captures.keySet()) {
        writeSnapshot(folder.resolve("snapshots/twitter/" + account), account);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRegister(Path file, String name, List<Map<String, Object>> rows)
      throws IOException {
    List<String> columns =
        Schema.of(Register.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
            .columns()
            .keySet()
            .stream()
            .filter(column -> !name.equals("accounts") || !droppedColumns.contains(column))
            .toList();
    try (CsvWriter csv = CsvWriter.builder().build(file, StandardCharsets.UTF_8)) {
      csv.writeRecord(columns);
      for (Map<String, Object> row : rows) {
        csv.writeRecord(
            columns.stream()
                .map(c -> row.get(c) == null ? "" : String.valueOf(row.get(c)))
                .toList());
      }
    }
  }

  private void writeSnapshot(Path folder, String account) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("capture.json"), JSON.writeValueAsString(captures.get(account)));
    Files.writeString(
        folder.resolve("profile.json"), JSON.writeValueAsString(profiles.get(account)));
    lines(
        folder.resolve("posts.ndjson"),
        posts.get(account).stream().map(p -> apiPost(p, profiles.get(account))).toList());
    lines(
        folder.resolve("mentions.ndjson"),
        mentions.get(account).stream().map(p -> apiPost(p, Map.of("id", "7001"))).toList());
    lines(folder.resolve("followers.ndjson"), followers.get(account));
    lines(folder.resolve("following.ndjson"), following.get(account));
  }

  private static void lines(Path file, List<? extends Map<String, Object>> objects)
      throws IOException {
    Files.writeString(
        file, String.join("\n", objects.stream().map(JSON::writeValueAsString).toList()) + "\n");
  }

  /** A post of a case in the shape of X API v2. */
  private static Map<String, Object> apiPost(Map<String, Object> p, Map<String, Object> author) {
    Map<String, Object> data = new LinkedHashMap<>();
    Map<String, Object> includes = new LinkedHashMap<>();
    Map<String, Object> entities = new LinkedHashMap<>();
    List<Map<String, Object>> references = new ArrayList<>();
    data.put("id", p.get("id"));
    data.put("text", p.getOrDefault("text", "Lovely day."));
    data.put("created_at", p.get("at"));
    data.put("author_id", author.get("id"));
    data.put("conversation_id", p.getOrDefault("conversation", p.get("id")));
    if (!"".equals(p.get("source"))) {
      data.put("source", p.getOrDefault("source", "Twitter Web App"));
    }
    if (p.containsKey("labels")) {
      data.put("labels", p.get("labels"));
    }
    if (!"unknown".equals(p.get("replies"))) {
      data.put(
          "public_metrics",
          Map.of(
              "reply_count",
              p.getOrDefault("replies", 1),
              "quote_count",
              p.getOrDefault("quotes", 0),
              "like_count",
              3));
    }
    Map<String, Object> geo = new LinkedHashMap<>();
    if (p.containsKey("place")) {
      geo.put("place_id", p.get("place"));
      includes.put(
          "places",
          List.of(
              Map.of("id", p.get("place"), "place_type", p.getOrDefault("place_type", "city"))));
    }
    if (p.containsKey("point")) {
      geo.put("coordinates", Map.of("type", "Point", "coordinates", p.get("point")));
    }
    if (!geo.isEmpty()) {
      data.put("geo", geo);
    }
    if (p.get("mentions") instanceof List<?> mentions) {
      entities.put("mentions", mentions);
    }
    if (p.get("hashtags") instanceof List<?> tags) {
      entities.put("hashtags", tags.stream().map(t -> Map.of("tag", t)).toList());
    }
    if (p.get("links") instanceof List<?> links) {
      entities.put(
          "urls",
          links.stream().map(l -> Map.of("url", "https://t.co/x", "expanded_url", l)).toList());
    }
    if (p.get("media") instanceof Number media) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < media.intValue(); i++) {
        keys.add("3_" + p.get("id") + i);
      }
      data.put("attachments", Map.of("media_keys", keys));
      includes.put(
          "media",
          keys.stream()
              .map(
                  k ->
                      Map.of(
                          "media_key", k, "type", "photo", "alt_text", p.getOrDefault("alt", "")))
              .toList());
    }
    if (p.containsKey("reply_to")) {
      data.put("in_reply_to_user_id", p.get("reply_to"));
      references.add(
          Map.of("type", "replied_to", "id", String.valueOf(p.getOrDefault("replied_to", "44"))));
    }
    for (String kind : List.of("retweeted", "quoted")) {
      if (p.containsKey(kind)) {
        references.add(Map.of("type", kind, "id", "55"));
        includes.put("tweets", List.of(Map.of("id", "55", "author_id", p.get(kind))));
      }
    }
    if (!references.isEmpty()) {
      data.put("referenced_tweets", references);
    }
    if (!entities.isEmpty()) {
      data.put("entities", entities);
    }
    return Map.of("data", data, "includes", includes);
  }
}
