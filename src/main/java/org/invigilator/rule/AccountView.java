package org.invigilator.rule;

import java.util.List;
import java.util.Optional;
import org.invigilator.match.Recognition;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.AccountRole;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Person;
import org.invigilator.register.Platforms;
import org.invigilator.register.PostKey;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.Profile;

/**
 * One account beside everything the rules may look up.
 *
 * @param earlier what earlier audits know of it
 * @param timeline what is known of its posts; complete only once they have streamed past
 * @param gaps what of it could not be read or judged; known only to the rule that runs last
 * @param limits what the platform gives to no one; known only to the rule that runs last
 */
public record AccountView(
    Account account,
    TrustIndex trust,
    Capture capture,
    Optional<Profile> profile,
    AccountHistory earlier,
    Timeline timeline,
    List<Cause> gaps,
    List<Cause> limits) {

  public String id() {
    return account.id();
  }

  public Optional<Academy> academy() {
    return trust.academy(account.academy());
  }

  public Subject subject() {
    return Subject.of(Subject.Kind.ACCOUNT, account.id()).at(account.field("profile_url"));
  }

  /** The address of a post of this account. */
  public String postUrl(String postId) {
    return timeline
        .address(postId)
        .or(() -> Platforms.postUrl(account.platform(), account.handle(), postId))
        .orElse(account.field("profile_url"));
  }

  public Subject post(String postId) {
    return Subject.of(Subject.Kind.POST, postId).at(postUrl(postId));
  }

  /**
   * The entries of the media log about the post that is streaming past.
   *
   * @param out is given a reason where an entry may be about this post or about another one
   */
  public List<MediaLogEntry> mediaLog(Post post, ResultCollector out) {
    List<MediaLogEntry> entries = scan(post).mediaLog(trust, id());
    boolean mayBeUnclear = timeline.isMinuteShared() || post.id().indexOf('~') >= 0;
    if (mayBeUnclear && !entries.isEmpty() && isOfSharedMinute(post, entries)) {
      out.notEvaluated(Evidence.of("shared_minute").moment("minute", post.createdAt()));
    }
    return entries;
  }

  /** Whether the media log names a minute in which several posts were published. */
  private boolean isOfSharedMinute(Post post, List<MediaLogEntry> entries) {
    String minute = PostKey.ofMinute(id(), post.createdAt());
    return (timeline.isMinuteShared() || post.id().startsWith(minute + "~"))
        && entries.stream().anyMatch(e -> e.postId().equals(minute))
        && !post.id().equals(minute);
  }

  public Optional<Person> person(AccountRole role) {
    return trust.person(role.person());
  }

  /** The words of the post that is streaming past. */
  public PostScan scan(Post post) {
    return timeline.scan(post, trust.words().phrases());
  }

  /** The pupils of the whole trust whose names are in the post that is streaming past. */
  public List<Recognition> pupilsNamed(Post post) {
    return scan(post).pupils(trust.names().inText());
  }

  /** Whether only accepted followers can read the account; empty when it is not known. */
  public Optional<Boolean> isShut() {
    return capture.profile() == Capture.ProfileState.PROTECTED
        ? Optional.of(true)
        : profile.flatMap(Profile::isProtected);
  }

  /**
   * Whether the account is of a kind that is exempt, and private, as the exemption asks; empty when
   * it is not known whether it is private.
   */
  public Optional<Boolean> isExempt(List<String> kinds) {
    return kinds.contains(account.kind()) ? isShut() : Optional.of(false);
  }

  /** Whether the platform still shows the account, even if only to its followers. */
  public boolean exists() {
    return capture.profile() == Capture.ProfileState.FOUND
        || capture.profile() == Capture.ProfileState.PROTECTED;
  }
}
