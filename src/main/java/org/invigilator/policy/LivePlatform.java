package org.invigilator.policy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A platform whose accounts the program can read itself, with the sources that it has. */
public enum LivePlatform {
  X(
      "twitter",
      "X (Twitter)",
      Set.of(Source.Use.SNAPSHOT, Source.Use.API, Source.Use.ARCHIVE),
      true),
  BLUESKY("bluesky", "Bluesky", Set.of(Source.Use.SNAPSHOT, Source.Use.API), false),
  FACEBOOK(
      "facebook",
      "Facebook",
      Set.of(Source.Use.SNAPSHOT, Source.Use.API, Source.Use.ARCHIVE),
      false),
  INSTAGRAM(
      "instagram",
      "Instagram",
      Set.of(Source.Use.SNAPSHOT, Source.Use.API, Source.Use.ARCHIVE),
      false),
  THREADS("threads", "Threads", Set.of(Source.Use.SNAPSHOT, Source.Use.ARCHIVE), false),
  TIKTOK("tiktok", "TikTok", Set.of(Source.Use.SNAPSHOT, Source.Use.ARCHIVE), false),
  YOUTUBE(
      "youtube", "YouTube", Set.of(Source.Use.SNAPSHOT, Source.Use.API, Source.Use.ARCHIVE), false),
  MASTODON("mastodon", "Mastodon", Set.of(Source.Use.SNAPSHOT, Source.Use.API), false);

  private final String id;
  private final String title;
  private final Set<Source.Use> uses;
  private final boolean charges;

  LivePlatform(String id, String title, Set<Source.Use> uses, boolean charges) {
    this.id = id;
    this.title = title;
    this.uses = uses;
    this.charges = charges;
  }

  /** The platform with a standard name, where the program can read it itself. */
  public static Optional<LivePlatform> of(String canonical) {
    return Stream.of(values()).filter(platform -> platform.id.equals(canonical)).findFirst();
  }

  /** The standard name, as in the register of accounts. */
  public String id() {
    return id;
  }

  /** The name for readers. */
  public String title() {
    return title;
  }

  /** The sources from which it can be read. */
  Set<Source.Use> uses() {
    return uses;
  }

  /** Whether its programming interface charges for what it returns. */
  boolean charges() {
    return charges;
  }
}
