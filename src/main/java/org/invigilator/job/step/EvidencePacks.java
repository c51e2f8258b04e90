package org.invigilator.job.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Ledger;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Vocabulary;
import org.invigilator.report.EvidencePack;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.AccountAudit;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.SnapshotFolder;

/** Gathers the evidence for a finding from the ledger, the registers and the saved copies. */
public record EvidencePacks(StateStore state, TrustInput input) {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  /**
   * The evidence for one finding, without what identifies pupils.
   *
   * @param run the audit whose report it belongs to
   * @throws InvalidInput when the ledger has no such finding
   */
  public EvidencePack of(
      String id, AuditRun run, EvidencePack.Profile profile, Map<String, String> environment) {
    ReportModel model = Reports.model(state, input, run, environment).forLeadership();
    Finding found =
        model.findings().stream()
            .filter(f -> f.id().equals(id))
            .findFirst()
            .or(() -> earlier(id))
            .orElseThrow(() -> unknown(id));
    return new EvidencePack(
        found,
        model,
        Redaction.of(input.index(), model.findings()),
        decisions(id),
        events(id),
        excerpt(found),
        profile);
  }

  /** A finding that was put right before the latest audit. */
  private Optional<Finding> earlier(String id) {
    return state.ledger().all(Sentences.of(input.index())).stream()
        .filter(f -> f.id().equals(id))
        .map(f -> f.safe(input.index().mentions()::withoutNames).withoutPupilAccount())
        .findFirst();
  }

  /** The text without names of pupils, and without parts of those of the finding's own pupils. */
  private String withoutNames(Finding finding, String text) {
    String safe = input.index().mentions().withoutPossibleNames(text);
    Set<String> parts =
        finding.pupils().stream()
            .flatMap(ref -> input.index().pupil(ref).stream())
            .flatMap(
                one -> Stream.of(one.firstName(), one.knownAs(), one.lastName(), one.alsoKnownAs()))
            .flatMap(name -> Stream.of(name.split("[\\s,;-]+")))
            .map(Vocabulary::fold)
            .filter(part -> part.length() > 1)
            .collect(Collectors.toSet());
    return WORD.matcher(safe)
        .replaceAll(word -> parts.contains(Vocabulary.fold(word.group())) ? "[…]" : "$0");
  }

  private InvalidInput unknown(String id) {
    Optional<String> nearest =
        state.ledger().all(Sentences.OF_CODES).stream()
            .map(Finding::id)
            .filter(one -> !id.isEmpty() && one.startsWith(id))
            .min(Comparator.naturalOrder());
    return new InvalidInput(
        List.of(
            new Problem(
                "evidence",
                0,
                "",
                id.isEmpty()
                    ? "No finding is given."
                    : "The ledger of " + input.settings().name() + " has no finding " + id + ".",
                nearest
                    .map(one -> "Did you mean " + one + "?")
                    .orElse(
                        "Give its number, such as F-3f9a1c20b7d4; 'invigilator findings' lists them."))));
  }

  private List<Decision> decisions(String id) {
    return state.decisions().all().stream()
        .filter(d -> d.finding().equals(id))
        .map(d -> d.safe(input.index().mentions()::withoutNames))
        .sorted(Comparator.comparing(Decision::takenOn).thenComparing(Decision::id))
        .toList();
  }

  private List<Ledger.Event> events(String id) {
    return state
        .ledger()
        .events(java.time.LocalDate.EPOCH, java.time.LocalDate.of(9999, 1, 1))
        .stream()
        .filter(event -> event.finding().equals(id))
        .toList();
  }

  /** The words of the post, as far as the saved copy still has it. */
  private EvidencePack.Excerpt excerpt(Finding finding) {
    boolean isOfPost =
        finding.subject().kind() == Subject.Kind.POST
            || finding.subject().kind() == Subject.Kind.MEDIA;
    Optional<Account> account = input.index().account(finding.account());
    if (!isOfPost || account.isEmpty()) {
      return new EvidencePack.Excerpt(Optional.empty(), "");
    }
    String post = finding.subject().id().replaceFirst("#\\d+$", "");
    List<Post> found = new ArrayList<>(1);
    Consumer<Post> seek =
        one -> {
          if (one.versions().contains(post)) {
            found.add(one);
          }
        };
    SnapshotFolder folder = new SnapshotFolder(input.snapshotFolder(account.get()));
    folder.posts(seek);
    if (found.isEmpty()) {
      // What someone else wrote to the account is a post as well.
      folder.mentions(seek);
    }
    if (found.isEmpty()) {
      return new EvidencePack.Excerpt(
          Optional.empty(), "it is not in the saved copies any more, so its words are not here.");
    }
    Post one = found.get(0);
    String judged = Evidence.identity(AccountAudit.text(one));
    boolean isEdited = Evidence.isOfText(finding.evidence()) && !finding.evidence().equals(judged);
    return new EvidencePack.Excerpt(
        Optional.of(
            "published "
                + one.createdAt()
                + " (UTC)\n"
                + one.media().size()
                + (one.media().size() == 1 ? " picture or video" : " pictures or videos")
                + "\n\n"
                + withoutNames(finding, AccountAudit.text(one))),
        isEdited ? "it was edited since; post.txt has its words as they were read last." : "");
  }
}
