package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Part;

/** One part of one account in one run: what is stored about it, and where its file is. */
record AccountPart(Collector collector, Work work, AccountIdentity identity, Part part) {

  /** Another part of the same account. */
  AccountPart of(Part other) {
    return new AccountPart(collector, work, identity, other);
  }

  PartKey key() {
    return new PartKey(connector().platform(), work.account().id(), part);
  }

  /** The account, by the number under which it was found. */
  Connector.Query who() {
    return new Connector.Query(work.account().id(), identity.userId(), work.account().handle());
  }

  Connector connector() {
    return collector.connector();
  }

  CursorStore cursors() {
    return collector.cursors();
  }

  LocalDate runDate() {
    return collector.runDate();
  }

  SnapshotFiles files() {
    return new SnapshotFiles(work.folder());
  }

  PartState state() {
    return cursors().state(key(), connector().source());
  }

  /** Whether this run's reading is completed; one whose file is missing or damaged is not. */
  boolean isCompleted(PartState state) {
    return state.isCompleted(runDate()) && files().isThere(part);
  }

  boolean isOfPeople() {
    return part == Part.FOLLOWERS || part == Part.FOLLOWING;
  }

  /** How many people or posts the profile counts; -1 when it gives no number. */
  long counted() {
    return switch (part) {
      case FOLLOWERS -> identity.followers();
      case FOLLOWING -> identity.following();
      case POSTS -> identity.posts() > 0 ? identity.posts() : -1;
      case MENTIONS -> -1;
    };
  }

  /** The moment from which on posts are read. */
  Instant windowStart() {
    return LondonTime.startOf(runDate().minusDays(collector.settings().postsBackDays()));
  }
}
