package org.invigilator.job.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.connector.CursorStore;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Reading;
import org.invigilator.finding.Readings;
import org.invigilator.finding.WatchedPosts;
import org.invigilator.input.FileHashes;
import org.invigilator.job.Progress;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.LivePlatform;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountAudit;
import org.invigilator.rule.AccountHistory;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Freshness;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Sentences;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;
import org.invigilator.snapshot.Relation;
import org.invigilator.snapshot.SnapshotFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.util.FileSystemUtils;

/**
 * One partition: an account is read and judged, then brought into the ledger, in the one
 * transaction that also marks the partition as done. Killed half-way it leaves nothing behind, and
 * is done again. It is long because reading, judging and recording must be one transaction.
 */
public final class AccountStep implements Tasklet {
  public static final String NAME = "account";

  /** Marks a partition whose account is given up: every attempt ended its worker. */
  public static final String GIVEN_UP = "given up";

  private static final Logger LOG = LoggerFactory.getLogger(AccountStep.class);
  private static final int ITEMS_BETWEEN_LOOKS = 512;

  /** So many posts or followers are hardly gone at once. */
  private static final long MANY = 5;

  private final TrustInput preparation;
  private final Ledger ledger;
  private final Readings readings;
  private final CursorStore marks;
  private final Stop stop;
  private final Progress progress;
  private final FileHashes hashes;

  /**
   * @param hashes proves saved copies
   */
  public AccountStep(
      TrustInput input, StateStore state, Stop stop, Progress progress, FileHashes hashes) {
    this.preparation = input;
    this.ledger = state.ledger();
    this.readings = state.readings();
    this.marks = state.cursors();
    this.stop = stop;
    this.progress = progress;
    this.hashes = hashes;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    // Not by the chunk's context: Batch keeps that by numbers which two ledgers may share.
    ExecutionContext partition = contribution.getStepExecution().getExecutionContext();
    String id = partition.getString(NAME);
    try (MDC.MDCCloseable named = MDC.putCloseable("partition", id)) {
      return judge(id, partition);
    }
  }

  private RepeatStatus judge(String id, ExecutionContext partition) throws Exception {
    Account account = preparation.index().account(id).orElseThrow();
    stop.check();
    if (account.isPersonal()) {
      forget(account);
      return RepeatStatus.FINISHED;
    }
    List<Requirement> requirements = preparation.requirementsFor(account);
    SnapshotFolder folder = new SnapshotFolder(preparation.snapshotFolder(account), hashes);
    Read read = new Read(account, requirements, folder);
    AccountAudit.Result result = partition.containsKey(GIVEN_UP) ? read.fault() : read.judge();
    stop.check();
    ledger.reconcile(
        id,
        account.platform(),
        preparation.index().asOf(),
        result.violations(),
        result.outcomes(),
        Optional.of(read.reading(result)),
        preparation.assignments(),
        read.lookedOn(),
        bases(account, requirements));
    read.watched.note();
    progress.accountDone(id);
    return RepeatStatus.FINISHED;
  }

  /**
   * By what the rules judge an account; nothing where it is not known which policy binds it,
   * because its academy is in no register: then no rule counts as taken out of its policy.
   */
  private Map<String, String> bases(Account account, List<Requirement> requirements) {
    boolean isUnknown =
        !account.academy().isEmpty() && preparation.index().academy(account.academy()).isEmpty();
    return isUnknown && !account.academy().equals(Account.TRUST)
        ? Map.of()
        : Requirement.bases(requirements, preparation.index());
  }

  /**
   * An account that a review found to be somebody's own is not read: what was copied of it goes,
   * and its findings close.
   */
  private void forget(Account account) throws java.io.IOException {
    Path copies = preparation.snapshotFolder(account);
    if (Files.isDirectory(copies)) {
      FileSystemUtils.deleteRecursively(copies);
    }
    ledger.reconcile(
        account.id(),
        account.platform(),
        preparation.index().asOf(),
        List.of(),
        Catalogue.ids().stream()
            .map(rule -> Outcome.of(rule, account.id(), Outcome.Kind.NONE, 1))
            .toList(),
        Optional.empty(),
        preparation.assignments(),
        preparation.index().asOf(),
        java.util.Map.of());
    ledger.forget(account.id());
    marks.forget(account.platform(), account.id());
    progress.accountDone(account.id());
  }

  /** An account that is being read. */
  private final class Read {
    private final Account account;
    private final List<Requirement> requirements;
    private final SnapshotFolder folder;
    private Capture capture = Capture.nothing("it was not read");
    private Optional<java.time.Instant> lastPost = Optional.empty();
    private final WatchedPosts watched;
    private final Optional<Reading> before;
    private long posts;
    private long followers;
    private long items;
    private final Map<Capture.Part, Long> read = new EnumMap<>(Capture.Part.class);

    private Read(Account account, List<Requirement> requirements, SnapshotFolder folder) {
      this.account = account;
      this.requirements = requirements;
      this.folder = folder;
      this.watched = ledger.watchedPosts(account.id(), preparation.index().asOf());
      this.before = readings.before(account.id(), preparation.index().asOf());
    }

    /**
     * Judges the account; a fault of our own becomes something that could not be checked, and stops
     * nobody else.
     */
    private AccountAudit.Result judge() throws JobInterruptedException {
      try {
        return stream();
      } catch (Stop.Requested e) {
        throw new JobInterruptedException("stopped");
      } catch (RuntimeException e) {
        LOG.error("The account {} could not be judged", account.id(), e);
        return fault();
      }
    }

    /** Nothing could be checked, through no fault of the account. */
    private AccountAudit.Result fault() {
      List<Cause> cause = List.of(new Cause.Fault());
      return new AccountAudit.Result(
          List.of(),
          requirements.stream()
              .map(Requirement::rule)
              .distinct()
              .map(r -> new Outcome(r, account.id(), Outcome.Kind.NOT_EVALUATED, cause, 1))
              .toList(),
          Map.of(),
          cause,
          Exposure.NOTHING);
    }

    private AccountAudit.Result stream() {
      capture =
          asBelieved(folder.capture().withReasons(preparation.index().mentions()::withoutNames));
      Optional<Profile> profile = folder.profile();
      AccountAudit audit =
          new AccountAudit(
              account,
              preparation.index(),
              requirements,
              preparation.registerInputs(requirements),
              capture,
              profile,
              new AccountHistory(
                  readings.absencesBefore(account.id(), preparation.index().asOf()),
                  ledger.openSubjects(account.id(), preparation.index().asOf())));
      if (audit.wants(Capture.Part.MENTIONS)) {
        note(
            audit,
            Capture.Part.MENTIONS,
            folder.mentions(
                message -> {
                  look();
                  audit.acceptMention(message);
                }));
      }
      if (audit.wants(Capture.Part.POSTS)) {
        SnapshotFolder.Streamed streamed = folder.posts(post -> accept(audit, post));
        posts = note(audit, Capture.Part.POSTS, streamed);
        if (streamed.damage().isEmpty()
            && emptied(Capture.Part.POSTS, posts).isEmpty()
            && capture.part(Capture.Part.POSTS).extent() == Capture.Extent.COMPLETE) {
          watched.end();
        }
      }
      if (audit.wants(Capture.Part.FOLLOWERS)) {
        followers =
            note(
                audit,
                Capture.Part.FOLLOWERS,
                folder.relations(Relation.Kind.FOLLOWER, r -> accept(audit, r)));
      }
      if (audit.wants(Capture.Part.FOLLOWING)) {
        note(
            audit,
            Capture.Part.FOLLOWING,
            folder.relations(Relation.Kind.FOLLOWING, r -> accept(audit, r)));
      }
      return audit.finish();
    }

    /** A copy made before that of the audit before cannot show what is gone since. */
    private Capture asBelieved(Capture read) {
      boolean isEarlier =
          before
              .flatMap(Reading::capturedAt)
              .flatMap(at -> read.capturedAt().map(at::isAfter))
              .orElse(false);
      return isEarlier ? read.inPart("it was made before the copy of the audit before") : read;
    }

    /** A file that is empty all of a sudden is believed in the next audit. */
    private Optional<String> emptied(Capture.Part part, long items) {
      long had =
          switch (part) {
            case POSTS -> before.map(Reading::posts).orElse(0L);
            case FOLLOWERS -> before.map(Reading::followers).orElse(0L);
            default -> 0L;
          };
      return items == 0 && had >= MANY && capture.part(part).extent() == Capture.Extent.COMPLETE
          ? Optional.of("it is empty, and had " + had + " entries in the audit before")
          : Optional.empty();
    }

    private long note(AccountAudit audit, Capture.Part part, SnapshotFolder.Streamed streamed) {
      streamed
          .damage()
          .or(() -> emptied(part, streamed.items()))
          .ifPresent(reason -> audit.damaged(part, reason));
      read.put(part, streamed.items());
      return streamed.items();
    }

    private void accept(AccountAudit audit, Post post) {
      look();
      if (lastPost.isEmpty() || post.createdAt().isAfter(lastPost.get())) {
        lastPost = Optional.of(post.createdAt());
      }
      watched.see(post.id(), post.versions(), () -> AccountAudit.text(post));
      audit.accept(post);
    }

    private void accept(AccountAudit audit, Relation relation) {
      look();
      audit.accept(relation);
    }

    private void look() {
      if (++items % ITEMS_BETWEEN_LOOKS == 0) {
        stop.throwIfRequested();
      }
    }

    /** The day of a capture that is too old to count as the audit's, or else the audit date. */
    private LocalDate lookedOn() {
      LocalDate asOf = preparation.index().asOf();
      Duration fresh = Duration.ofHours(Freshness.of(requirements).pullHours());
      return capture
          .capturedAt()
          .filter(at -> at.plus(fresh).isBefore(LondonTime.startOf(asOf)))
          .map(LondonTime::date)
          .orElse(asOf);
    }

    private Reading reading(AccountAudit.Result result) {
      return new Reading(
          account.id(),
          capture.profile().name().toLowerCase(Locale.ROOT),
          capture.capturedAt(),
          lastPost,
          posts,
          followers,
          result.gaps(),
          new TreeMap<>(result.counts()),
          folder.hashes(),
          parts(),
          result.exposure());
    }

    /**
     * How much of each part came: all, none, a part, not supported by the source, not readable, or
     * not known.
     */
    private Map<String, String> parts() {
      Map<String, String> words = new TreeMap<>();
      words.put(
          "profile",
          capture.profile() == Capture.ProfileState.NOT_CAPTURED
              ? "not read"
              : capture.profile().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      for (Capture.Part part : Capture.Part.values()) {
        Capture.PartState state = capture.part(part);
        Optional<Long> count = Optional.ofNullable(read.get(part));
        String all = count.map(n -> n == 0 ? "none" : "all " + n).orElse("all; not counted");
        words.put(
            part.name().toLowerCase(Locale.ROOT),
            switch (state.extent()) {
              case COMPLETE -> all + (state.reason().isEmpty() ? "" : "; " + state.reason());
              case PARTIAL ->
                  "a part" + count.map(n -> " (" + n + ")").orElse("") + ": " + state.reason();
              case UNREADABLE -> "not readable: " + state.reason();
              case UNSUPPORTED -> "not supported: " + state.reason();
              case NOT_CAPTURED -> "not known: " + state.reason();
            });
      }
      words.put("fields", fields());
      if (capture.profile() == Capture.ProfileState.UNREADABLE) {
        words.put("profile", "not readable: " + capture.profileReason());
      }
      return words;
    }

    /** What of posts the source shows. */
    private String fields() {
      if (!capture.part(Capture.Part.POSTS).canBeRead()) {
        return "not known: no posts were read";
      }
      if (capture.shown().isEmpty()) {
        return account.platform().equals(LivePlatform.X.id())
            ? "all"
            : "not listed in the saved copy, so taken to be all that X shows";
      }
      List<String> missing = Sentences.notShown(capture);
      return missing.isEmpty() ? "all" : "not shown: " + Sentences.list(missing);
    }
  }
}
