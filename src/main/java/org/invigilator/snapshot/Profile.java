package org.invigilator.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * The profile of an account.
 *
 * @param connectedApps the apps that may act for the account, if an export lists them
 * @param renames its changes of handle, if an export lists them
 * @param isProtected empty when unknown, which is not the same as public
 */
public record Profile(
    String userId,
    String handle,
    String displayName,
    String bio,
    List<String> links,
    Optional<Boolean> isProtected,
    Optional<Instant> createdAt,
    List<String> connectedApps,
    List<Rename> renames) {

  /** A change of the account's handle. */
  public record Rename(Optional<Instant> at, String from, String to) {}

  /**
   * Whether it shows more than a handle, by which nothing can be judged. A download that contains
   * no profile leaves only that; of a stranger who took a handle the number is kept.
   */
  public boolean isShown() {
    return !(userId.isEmpty() && displayName.isBlank() && bio.isBlank() && links.isEmpty());
  }

  /** Reads an X API v2 user object; empty when it is not one. */
  public static Optional<Profile> of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<Profile> of(byte[] json) {
    try (JsonParser parser = Json.parser(json, 0, json.length)) {
      return Optional.of(UserReader.profile(parser))
          .filter(p -> !p.userId().isEmpty() || !p.handle().isEmpty());
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
