package org.invigilator.connector.meta;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The access tokens for Meta, from the environment and from nowhere else: one for all accounts,
 * such as a system user's, or one for each page. They are never printed.
 */
public final class MetaTokens {
  public static final String TOKEN = "INVIGILATOR_META_TOKEN";

  private final Map<String, String> environment;

  private MetaTokens(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The tokens in an environment; empty where there is none. */
  public static Optional<MetaTokens> of(Map<String, String> environment) {
    return environment.entrySet().stream()
            .anyMatch(one -> one.getKey().startsWith(TOKEN) && !one.getValue().isBlank())
        ? Optional.of(new MetaTokens(environment))
        : Optional.empty();
  }

  /** The variable of one account's own token. */
  static String variable(String account) {
    return TOKEN + "_" + account.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** The token for an account. */
  Optional<String> of(String account) {
    return Optional.ofNullable(environment.get(variable(account)))
        .or(() -> Optional.ofNullable(environment.get(TOKEN)))
        .map(String::strip)
        .filter(token -> !token.isEmpty());
  }

  /** Identifies the app, so that only one run at a time collects with it. */
  public String app() {
    return environment.entrySet().stream()
        .filter(one -> one.getKey().startsWith(TOKEN))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    return "tokens for Meta";
  }
}
